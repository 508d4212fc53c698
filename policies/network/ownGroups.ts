import { anyOf, type Certainty, holds, not, reportIf } from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import type { Finding, Resource, Rule } from "../framework/rule.js";

const instance = "aws:ec2/instance:Instance";
const card = "aws:ec2/networkInterface:NetworkInterface";
const azureCard = "azure-native:network:NetworkInterface";
const group = "aws:ec2/securityGroup:SecurityGroup";
const azureGroup = "azure-native:network:NetworkSecurityGroup";

/** Where each type names its groups; one of the places is enough. */
const places: Readonly<Record<string, readonly string[]>> = {
  [instance]: ["vpcSecurityGroupIds", "securityGroups", "networkInterfaces", "launchTemplate"],
  [card]: ["securityGroups"],
  [azureCard]: ["networkSecurityGroup"],
};

const wrong = "no security group of its own is named";

/** No server leaves its doors to the default of its network. */
export const ownGroups: Rule = {
  id: "NET-22",
  title: "Servers and their network interfaces name their security groups",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SC-7", "AC-4"], "MCSB v1": ["NS-1"] },
  why:
    "A server without a group of its own is in the default group of its network, with whatever " +
    "others let in there; in Azure nothing filters what reaches it.",
  fix:
    "Name the groups in vpcSecurityGroupIds (instances), securityGroups (interfaces) or " +
    "networkSecurityGroup (Azure).",
  tokens: [instance, card, azureCard],
  onUnknown: "defer",
  origins: [
    { value: "vpcSecurityGroupIds", from: group, keeping: [] },
    { value: "securityGroups", from: group, keeping: [] },
    { value: "networkSecurityGroup", from: azureGroup, keeping: [] },
  ],
  examples: {
    pass: [
      {
        title: "An instance with a group of its own",
        type: instance,
        inputs: { vpcSecurityGroupIds: ["sg-0123456789abcdef0"] },
      },
    ],
    fail: [
      { title: "An instance in the default group", type: instance, inputs: {} },
      { title: "An interface that nothing guards", type: azureCard, inputs: { location: "west" } },
    ],
  },
  *check({ type, inputs }: Resource): Iterable<Finding> {
    const fields = (places[type] ?? []).map((key) => inputs.get(key));
    const [first = inputs] = fields;
    yield* reportIf(not(anyOf(...fields.map(namesSome))), first, wrong);
  },
};

/** A list names some when it has elements, a reference when it has an id. */
function namesSome(field: Field): Certainty {
  const items = field.items();
  return items.state === "known" ? anyOf(...items.value.map(isNamed)) : isNamed(field);
}

function isNamed(field: Field): Certainty {
  const keys = field.keys();
  return keys.state === "known"
    ? anyOf(...keys.value.map((key) => isNamed(field.get(key))))
    : holds(field.text(), (text) => text.trim() !== "");
}
