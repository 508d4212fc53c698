import type { Certainty } from "../framework/certainty.js";
import type { Field, Seen } from "../framework/field.js";
import { fromAzureRule } from "./azureRules.js";
import { elements, isGiven, type Permission } from "./permission.js";

/** The types that let traffic in. */
export const types = {
  group: "aws:ec2/securityGroup:SecurityGroup",
  defaultGroup: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  separateRule: "aws:ec2/securityGroupRule:SecurityGroupRule",
  ingressRule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  azureGroup: "azure-native:network:NetworkSecurityGroup",
  azureRule: "azure-native:network:SecurityRule",
} as const;

/** The tokens of the types that let traffic in. */
export const permissionTokens: readonly string[] = Object.values(types);

/**
 * The permissions that a resource of one of these types states. A list of permissions that is
 * unknown or no list stands as one permission, as little known as the list.
 */
export function permissionsOf(type: string, inputs: Field): readonly Permission[] {
  if (type === types.ingressRule) {
    return [fromIngressRule(inputs)];
  }
  if (type === types.separateRule) {
    return [fromRule(inputs, direction(inputs.get("type").text()))];
  }
  if (type === types.azureRule) {
    return fromAzureRule(inputs);
  }
  if (type === types.azureGroup) {
    return elements(inputs.get("securityRules")).flatMap(fromAzureRule);
  }
  return elements(inputs.get("ingress")).map((item) => fromRule(item, "yes"));
}

function fromIngressRule(inputs: Field): Permission {
  return {
    path: inputs.path,
    inbound: "yes",
    protocol: inputs.get("ipProtocol").text(),
    fromPort: inputs.get("fromPort").number(),
    toPort: inputs.get("toPort").number(),
    ranges: [inputs.get("cidrIpv4"), inputs.get("cidrIpv6")].filter(isGiven),
    prefixLists: [inputs.get("prefixListId")].filter(isGiven),
  };
}

function fromRule(inputs: Field, inbound: Certainty): Permission {
  return {
    path: inputs.path,
    inbound,
    protocol: inputs.get("protocol").text(),
    fromPort: inputs.get("fromPort").number(),
    toPort: inputs.get("toPort").number(),
    ranges: [...elements(inputs.get("cidrBlocks")), ...elements(inputs.get("ipv6CidrBlocks"))],
    prefixLists: elements(inputs.get("prefixListIds")),
  };
}

function direction(type: Seen<string>): Certainty {
  if (type.state === "unknown") {
    return "maybe";
  }
  return type.state === "known" && type.value === "egress" ? "no" : "yes";
}
