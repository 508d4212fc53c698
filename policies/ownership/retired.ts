import { retiredGroup } from "../../components/service/retirement.js";
import { guestinfoKeys, tagKeys } from "../../components/service/tags.js";
import { type Certainty, holds } from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import type { Resource } from "../framework/rule.js";
import { toldMachine } from "../framework/toldMachine.js";

/** The types that servers and what can reach them consist of. */
export const types = {
  instance: "aws:ec2/instance:Instance",
  power: "aws:ec2transitgateway/instanceState:InstanceState",
  group: "aws:ec2/securityGroup:SecurityGroup",
  rules: [
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "aws:ec2/securityGroupRule:SecurityGroupRule",
  ],
  azureMachine: "azure-native:compute:VirtualMachine",
  card: "azure-native:network:NetworkInterface",
  wall: "azure-native:network:NetworkSecurityGroup",
  machine: "vsphere:index/virtualMachine:VirtualMachine",
} as const;

/** Where a server says which patch group it belongs to. */
export function patchGroupOf({ type, inputs }: Pick<Resource, "type" | "inputs">): Field {
  if (type === types.machine) {
    return inputs.get("extraConfig").get(guestinfoKeys.patchGroup);
  }
  const told = type.startsWith("command:") ? toldMachine({ inputs }) : inputs;
  return told.get("tags").get(tagKeys.patchGroup);
}

/** Whether a server says that it is retired. */
export function isRetired(server: Pick<Resource, "type" | "inputs">): Certainty {
  return holds(patchGroupOf(server).text(), (group) => group === retiredGroup);
}
