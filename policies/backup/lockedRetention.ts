import { demandNumber } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const lock = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";

const leastDays = 7;

/** A lock on a vault locks something. */
export const lockedRetention: Rule = {
  id: "BKP-15",
  title: "The lock of a backup vault keeps every backup for a week at least",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-9"], "MCSB v1": ["BR-2"] },
  why:
    "A lock protects a backup for as long as it is kept. Without a least retention a plan with one " +
    "day empties a locked vault within a day.",
  fix: `Set minRetentionDays to ${leastDays} or more.`,
  tokens: [lock],
  onUnknown: "warn",
  examples: {
    pass: [{ title: "A lock of a month", type: lock, inputs: { minRetentionDays: 30 } }],
    fail: [{ title: "A lock without a least time", type: lock, inputs: { maxRetentionDays: 365 } }],
  },
  check: ({ inputs }) =>
    demandNumber(
      inputs.get("minRetentionDays"),
      (days) => days >= leastDays,
      `the lock lets backups go before ${leastDays} days`,
    ),
};
