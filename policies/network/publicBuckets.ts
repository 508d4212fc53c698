import type { Rule } from "../framework/rule.js";
import { publicAccessLocks as locks, openLocks } from "./publicAccessLocks.js";

const block = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";

/** No bucket of the account can be made public. */
export const noPublicBuckets: Rule = {
  id: "NET-06",
  title: "The account refuses public buckets in all four ways",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AC-3"], "CIS AWS v5.0": ["2.1.4"], FSBP: ["S3.1"] },
  why:
    "A bucket becomes public by an access list or by a policy, old or new. Only all four locks " +
    "of the account together rule that out for every bucket.",
  fix: `Set ${locks.join(", ")} to true.`,
  tokens: [block],
  onUnknown: "deny",
  examples: {
    pass: [
      {
        title: "An account with all four locks",
        type: block,
        inputs: Object.fromEntries(locks.map((lock) => [lock, true])),
      },
    ],
    fail: [
      {
        title: "An account that still obeys old access lists",
        type: block,
        inputs: { blockPublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true },
      },
    ],
  },
  check: ({ inputs }) => openLocks(inputs, "this lock against public buckets is open"),
};
