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
      title: "SSH for two million addresses of strangers, one million in each of two rules",
      resources: [group, half("low", "8.0.0.0/12"), half("high", "8.16.0.0/12")],
    },
  ],
};
