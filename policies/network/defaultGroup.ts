import { demandNone } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const group = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";

/** The group that every network has lets nothing through. */
export const emptyDefaultGroup: Rule = {
  id: "NET-02",
  title: "The default security group of a network is empty",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SC-7"], "CIS AWS v5.0": ["5.5"], FSBP: ["EC2.2"] },
  why:
    "Whatever is started without a security group falls into the default one. When that group is " +
    "empty, a forgotten group cuts a machine off, where it would otherwise open it.",
  fix: "Leave ingress and egress of the default security group away, and give servers their own.",
  tokens: [group],
  onUnknown: "warn",
  examples: {
    pass: [{ title: "A default group without rules", type: group, inputs: { vpcId: "vpc-1" } }],
    fail: [
      {
        title: "A default group that lets everything out",
        type: group,
        inputs: { egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }] },
      },
    ],
  },
  *check({ inputs }) {
    yield* demandNone(inputs.get("ingress"), "the default group lets traffic in");
    yield* demandNone(inputs.get("egress"), "the default group lets traffic out");
  },
};
