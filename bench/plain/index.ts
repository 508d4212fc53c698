import * as pulumi from "@pulumi/pulumi";
import { AwsLanding } from "./awsServer";
import { readCatalog, readEstate } from "./estate";
import { VsphereLanding } from "./vsphereServer";

const folder = new pulumi.Config().require("stacks");
const stack = pulumi.getStack();
const estate = readEstate(folder, stack);
const catalog = readCatalog(folder);

const onVsphere = new VsphereLanding(stack, estate, catalog);
const onAws = new AwsLanding(stack, estate, catalog);

export const customer = estate.customer.name;
export const addresses = Object.fromEntries(
  Object.entries(estate.servers).map(([name, server]) => [
    name,
    server.platform === "vsphere" ? onVsphere.build(name, server) : onAws.build(name, server),
  ]),
);
