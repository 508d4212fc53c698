import type { StackExamples } from "../framework/graph.js";
import { types } from "./permissions.js";

const group = { name: "web", type: types.group, properties: { id: "sg-1" } };

const half = (name: string, cidrIpv4: string) => ({
  name,
  type: types.ingressRule,
  properties: { securityGroupId: "sg-1", ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIpv4 },
});

/** What separate rules of one group open together. */
export const exposureExamples: StackExamples = {
  pass: [
    {
      title: "SSH for two networks, in two rules of a group",
      resources: [group, half("staff", "10.20.0.0/16"), half("vpn", "10.30.0.0/16")],
    },
  ],
  fail: [
    {
      title: "SSH for everybody, in two rules of a group",
      resources: [group, half("low", "0.0.0.0/1"), half("high", "128.0.0.0/1")],
    },
  ],
};
