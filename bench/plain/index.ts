import * as pulumi from "@pulumi/pulumi";
import { AwsLanding } from "./awsServer";
import { readCatalog, readEstate } from "./estate";
import { VsphereLanding } from "./vsphereServer";

/** What servers are told comes from the library: the comparison is about resources. */
const { toldIn } = require("../../dist/bench/told.js");
const { backUpOnVsphere } = require("../../dist/bench/oncePerEstate.js");

const folder = new pulumi.Config().require("stacks");
const stack = pulumi.getStack();
const estate = readEstate(folder, stack);
const catalog = readCatalog(folder);

const told = toldIn(folder, stack);
const onVsphere = new VsphereLanding(stack, estate, catalog, told);
const onAws = new AwsLanding(stack, estate, catalog, told);

export const customer = estate.customer.name;
export const addresses = Object.fromEntries(
  Object.entries(estate.servers).map(([name, server]) => [
    name,
    server.platform === "vsphere" ? onVsphere.build(name, server) : onAws.build(name, server),
  ]),
);

backUpOnVsphere(folder, stack, onVsphere.objectIds);
