import type { Rule } from "../framework/rule.js";
import { publicAccessLocks as locks, openLocks } from "./publicAccessLocks.js";

const block = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";

/** A lock on one bucket is a whole one. */
export const bucketLocks: Rule = {
  id: "NET-14",
  title: "Locks of single buckets refuse public access in all four ways",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AC-3"], "CIS AWS v5.0": ["2.1.4"], FSBP: ["S3.8"] },
  why:
    "AWS locks a new bucket by itself. A lock in a program replaces that one, and what it does not " +
    "say is off.",
  fix: `Set ${locks.join(", ")} to true.`,
  tokens: [block],
  onUnknown: "deny",
  examples: {
    pass: [
      {
        title: "A bucket with all four locks",
        type: block,
        inputs: Object.fromEntries(locks.map((lock) => [lock, true])),
      },
    ],
    fail: [{ title: "A bucket with one lock", type: block, inputs: { blockPublicAcls: true } }],
  },
  check: ({ inputs }) => openLocks(inputs, "this lock against a public bucket is open"),
};
