import { z } from "zod";
import { subnetId } from "./fields/amazon.js";
import { azureSubnetId } from "./fields/microsoft.js";
import { objectName } from "./fields/text.js";
import { hypervNetwork } from "./hypervOffer.js";
import { cloudAddresses, routedAddresses } from "./networkAddresses.js";
import { physicalNetwork } from "./physicalOffer.js";

const vsphereNetwork = z
  .strictObject({
    platform: z.literal("vsphere").describe("The platform of the network."),
    portGroup: objectName.describe("The distributed port group or network in vCenter."),
    addresses: routedAddresses.optional(),
  })
  .describe("A network on vSphere.");

const awsNetwork = z
  .strictObject({
    platform: z.literal("aws").describe("The platform of the network."),
    subnet: subnetId.describe("The subnet; it decides the VPC and the availability zone."),
    addresses: cloudAddresses.optional(),
  })
  .describe("A network on AWS.");

const azureNetwork = z
  .strictObject({
    platform: z.literal("azure").describe("The platform of the network."),
    subnet: azureSubnetId.describe("The subnet; it decides the subscription and the location."),
    addresses: cloudAddresses.optional(),
  })
  .describe("A network on Azure.");

/** A network on one platform. */
export const network = z
  .discriminatedUnion("platform", [
    vsphereNetwork,
    awsNetwork,
    azureNetwork,
    hypervNetwork,
    physicalNetwork,
  ])
  .describe("A network on one platform.");
