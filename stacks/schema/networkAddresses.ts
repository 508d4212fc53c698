import { z } from "zod";
import { address, cidr } from "./fields/address.js";
import { hinted } from "./report/hint.js";

const staticRange = z
  .strictObject({
    from: address.describe("The first address."),
    to: address.describe("The last address."),
  })
  .describe("The addresses that servers may have for good and that nothing else gives out.");

const plan = {
  cidr: cidr.describe("The whole network, such as 10.240.0.0/16."),
  static: staticRange,
};

/** The addresses of a network whose subnet is a cloud's, which routes and names by itself. */
export const cloudAddresses = z
  .strictObject(plan)
  .describe("The addresses of the network; without them, servers get dynamic ones only.");

/** Linux asks the first three name servers and no other. */
const nameServers = hinted(z.array(address).min(1).max(3), {
  noun: "a list of name servers",
  expected: "one to three addresses",
  example: "[10.240.0.53]",
  refusal: (value) => `${Array.isArray(value) ? value.length : "no"} name servers are given`,
});

/** The addresses of a network whose servers must be told how to reach others. */
export const routedAddresses = z
  .strictObject({
    ...plan,
    gateway: address.describe("The address through which servers reach other networks."),
    dnsServers: nameServers.describe("The name servers in the order in which they are asked."),
  })
  .describe("The addresses of the network; without them, servers get dynamic ones only.");
