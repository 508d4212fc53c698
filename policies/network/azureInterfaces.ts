import { demandNone, inEach } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import type { Finding, Rule } from "../framework/rule.js";

const card = "azure-native:network:NetworkInterface";

const wrong = "the server has a public address";

/** No server in Azure gets an address on the Internet. */
export const azureInterfaces: Rule = {
  id: "NET-09",
  title: "Network interfaces in Azure have no public address",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SC-7"], "MCSB v1": ["NS-2"] },
  why: "A server with a public address is one mistake in a security group away from the Internet.",
  fix: "Leave publicIPAddress out of every IP configuration; publish services through a load balancer.",
  tokens: [card],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "An interface inside",
        type: card,
        inputs: { ipConfigurations: [{ name: "main", subnet: { id: "/subscriptions/1" } }] },
      },
    ],
    fail: [
      {
        title: "An interface on the Internet",
        type: card,
        inputs: { ipConfigurations: [{ publicIPAddress: { id: "/subscriptions/1" } }] },
      },
    ],
  },
  check: ({ inputs }) => inEach(inputs.get("ipConfigurations"), checkConfiguration, wrong),
};

function checkConfiguration(configuration: Field): Iterable<Finding> {
  return demandNone(configuration.get("publicIPAddress"), wrong);
}
