import { demandNumber } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const policy = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy";

const leastLength = 14;
const leastRemembered = 24;

/** Passwords, where there are any, are long and new. */
export const passwordPolicy: Rule = {
  id: "IAM-05",
  title: "Passwords of an account are long and not reused",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["IA-5"], "CIS AWS v5.0": ["1.7", "1.8"] },
  why: "People federate, but an account still lets someone make a user; its password must be good.",
  fix:
    `Set minimumPasswordLength to ${leastLength} or more and passwordReusePrevention to ` +
    `${leastRemembered}.`,
  tokens: [policy],
  onUnknown: "deny",
  examples: {
    pass: [
      {
        title: "Long passwords that are never reused",
        type: policy,
        inputs: { minimumPasswordLength: 16, passwordReusePrevention: 24 },
      },
    ],
    fail: [{ title: "Short passwords", type: policy, inputs: { minimumPasswordLength: 8 } }],
  },
  *check({ inputs }) {
    yield* demandNumber(
      inputs.get("minimumPasswordLength"),
      (length) => length >= leastLength,
      `passwords may be shorter than ${leastLength} characters`,
    );
    yield* demandNumber(
      inputs.get("passwordReusePrevention"),
      (count) => count >= leastRemembered,
      `fewer than ${leastRemembered} old passwords are refused`,
    );
  },
};
