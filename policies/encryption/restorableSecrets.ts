import { demandNumber } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const secret = "aws:secretsmanager/secret:Secret";

/** A secret that was deleted by mistake comes back. */
export const restorableSecrets: Rule = {
  id: "ENC-17",
  title: "Deleted secrets can be restored for a week at least",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SC-12", "CP-9"] },
  why: "A password that is gone at once takes with it whatever only it opens.",
  fix: "Leave recoveryWindowInDays away (30 days) or set it to 7 or more, never to 0.",
  tokens: [secret],
  onUnknown: "warn",
  examples: {
    pass: [{ title: "A secret with AWS's default", type: secret, inputs: {} }],
    fail: [
      { title: "A secret that is gone at once", type: secret, inputs: { recoveryWindowInDays: 0 } },
    ],
  },
  check: ({ inputs }) =>
    demandNumber(
      inputs.get("recoveryWindowInDays"),
      (days) => days >= 7,
      "a deleted secret is gone",
      "passes",
    ),
};
