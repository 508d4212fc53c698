import { retiredGroup } from "../../components/service/retirement.js";
import { guestinfoKeys, tagKeys } from "../../components/service/tags.js";
import type { StackExamples } from "../framework/graph.js";
import { types } from "./retired.js";

const tags = { [tagKeys.patchGroup]: retiredGroup };

const instance = {
  name: "old",
  type: types.instance,
  properties: { id: "i-1", vpcSecurityGroupIds: ["sg-1"], tags },
};
const stopped = {
  name: "old-power",
  type: types.power,
  properties: { instanceId: "i-1", state: "stopped" },
};
const group = { name: "old-firewall", type: types.group, properties: { id: "sg-1" } };
const rule = {
  name: "old-firewall-out",
  type: types.rules[0],
  properties: { securityGroupId: "sg-1", ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
};

const azureMachine = {
  name: "old",
  type: types.azureMachine,
  properties: { tags, networkProfile: { networkInterfaces: [{ id: "nic-1" }] } },
};
const card = {
  name: "old-interface",
  type: types.card,
  properties: { id: "nic-1", networkSecurityGroup: { id: "nsg-1" } },
};
const wall = (...directions: readonly string[]) => ({
  name: "old-firewall",
  type: types.wall,
  properties: {
    id: "nsg-1",
    securityRules: directions.map((direction) => ({
      ...{ direction, access: "Deny", protocol: "*", sourceAddressPrefix: "*" },
      ...{ sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" },
    })),
  },
});

const machine = (name: string, patchGroup: string, networkId: string) => ({
  name,
  type: types.machine,
  properties: {
    extraConfig: { [guestinfoKeys.patchGroup]: patchGroup },
    networkInterfaces: [{ networkId }],
  },
});

/** Retired servers on each platform, and such that can still be reached. */
export const retiredExamples: StackExamples = {
  pass: [
    { title: "An instance that is kept stopped", resources: [instance, stopped, group] },
    {
      title: "A machine in Azure that nothing reaches",
      resources: [azureMachine, card, wall("Inbound", "Outbound")],
    },
    {
      title: "A machine in a port group of its own",
      resources: [
        machine("old", retiredGroup, "pg-quarantine"),
        machine("new", "production", "pg-1"),
      ],
    },
  ],
  fail: [
    { title: "An instance that somebody can start", resources: [instance, group] },
    { title: "An instance that still talks", resources: [instance, stopped, group, rule] },
    {
      title: "A machine in Azure that still talks",
      resources: [azureMachine, card, wall("Inbound")],
    },
    {
      title: "A machine among those in service",
      resources: [machine("old", retiredGroup, "pg-1"), machine("new", "production", "pg-1")],
    },
  ],
};
