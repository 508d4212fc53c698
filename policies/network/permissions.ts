import type { Field, Seen } from "../framework/field.js";

/** Whether something holds: certainly, certainly not, or depending on an unknown value. */
export type Certainty = "yes" | "no" | "maybe";

/** One permission for traffic to come in, as a security group or a separate rule states it. */
export interface Permission {
  /** Where it stands, such as `ingress[0]`; empty when the resource is the permission. */
  readonly path: string;
  readonly inbound: Certainty;
  readonly protocol: Seen<string>;
  readonly fromPort: Seen<number>;
  readonly toPort: Seen<number>;
  /** The address ranges that it names, each still to be read. */
  readonly ranges: readonly Field[];
  /** The prefix lists that it names; a rule can't see what is in them. */
  readonly prefixLists: readonly Field[];
}

const group = "aws:ec2/securityGroup:SecurityGroup";
const defaultGroup = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const separateRule = "aws:ec2/securityGroupRule:SecurityGroupRule";
const ingressRule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

/** The types that let traffic in. */
export const permissionTokens = [group, defaultGroup, separateRule, ingressRule];

/**
 * The permissions that a resource of one of these types states. A list of permissions that is
 * unknown or no list stands as one permission, as little known as the list.
 */
export function permissionsOf(type: string, inputs: Field): readonly Permission[] {
  if (type === ingressRule) {
    return [fromIngressRule(inputs)];
  }
  if (type === separateRule) {
    return [fromRule(inputs, direction(inputs.get("type").text()))];
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

/** The elements of a list; what is written but is no list stands for its only element. */
function elements(list: Field): readonly Field[] {
  const items = list.items();
  return (items.state === "known" ? items.value : [list]).filter(isGiven);
}

function isGiven(field: Field): boolean {
  return field.state !== "missing";
}
