import { demandGiven } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const instance = "aws:ec2/instance:Instance";

/** Systems Manager can reach every server that it has to patch. */
export const managedInstances: Rule = {
  id: "PAT-15",
  title: "Instances have a profile, with which Systems Manager patches them",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SI-2"], FSBP: ["SSM.1"], "CIS AWS v5.0": ["1.17"] },
  why: "Windows and inventory pass silently over an instance that may not talk to Systems Manager.",
  fix: "Set iamInstanceProfile to a profile whose role has AmazonSSMManagedInstanceCore.",
  tokens: [instance],
  onUnknown: "warn",
  examples: {
    pass: [
      { title: "A managed instance", type: instance, inputs: { iamInstanceProfile: "servers" } },
    ],
    fail: [{ title: "An instance that nobody reaches", type: instance, inputs: {} }],
  },
  check: ({ inputs }) =>
    demandGiven(inputs.get("iamInstanceProfile"), "Systems Manager does not manage the instance"),
};
