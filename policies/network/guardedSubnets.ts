import { allOf, type Certainty, holds, not, reportIf } from "../framework/certainty.js";
import { inEach } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import type { Finding, Rule } from "../framework/rule.js";

const subnet = "azure-native:network:Subnet";
const network = "azure-native:network:VirtualNetwork";

/** Subnets of Azure's own services, which take no security group or have one of their own. */
const ofAzure = [
  "GatewaySubnet",
  "AzureFirewallSubnet",
  "AzureFirewallManagementSubnet",
  "AzureBastionSubnet",
  "RouteServerSubnet",
];

const wrong = "the subnet has no security group";

/** What is started without a security group is still behind one. */
export const guardedSubnets: Rule = {
  id: "NET-13",
  title: "Subnets in Azure have a network security group",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SC-7"], "CIS Azure v5.0": ["7.11"], "MCSB v1": ["NS-1"] },
  why: "A machine without a group of its own is open to everything that reaches its subnet.",
  fix: "Name a group in networkSecurityGroup of the subnet.",
  tokens: [subnet, network],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A subnet behind a group",
        type: subnet,
        inputs: { subnetName: "servers", networkSecurityGroup: { id: "/subscriptions/1" } },
      },
    ],
    fail: [{ title: "An open subnet", type: subnet, inputs: { subnetName: "servers" } }],
  },
  check: ({ type, inputs }) =>
    type === subnet ? checkSubnet(inputs) : inEach(inputs.get("subnets"), checkSubnet, wrong),
};

function checkSubnet(one: Field): Iterable<Finding> {
  const group = one.get("networkSecurityGroup").get("id");
  const isOurs = allOf(not(isOfAzure(one.get("subnetName"))), not(isOfAzure(one.get("name"))));
  const isNamed = holds(group.text(), (id) => id.trim() !== "");
  return reportIf(allOf(isOurs, not(isNamed)), group, wrong);
}

function isOfAzure(name: Field): Certainty {
  return holds(name.text(), (text) => ofAzure.includes(text));
}
