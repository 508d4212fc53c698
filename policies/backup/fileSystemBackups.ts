import { demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const policy = "aws:efs/backupPolicy:BackupPolicy";

/** The automatic backups of a file system are on. */
export const fileSystemBackups: Rule = {
  id: "BKP-08",
  title: "The automatic backups of file systems are switched on",
  severity: "high",
  responsible: "customer",
  controls: { "NIST SP 800-53r5": ["CP-9"], FSBP: ["EFS.2"] },
  why: "What is deleted on a shared file system is gone for everybody, and there is no other copy.",
  fix: 'Set backupPolicy.status to "ENABLED".',
  tokens: [policy],
  advisesOn: [policy],
  onUnknown: "warn",
  examples: {
    pass: [
      { title: "Backups are on", type: policy, inputs: { backupPolicy: { status: "ENABLED" } } },
    ],
    fail: [
      { title: "Backups are off", type: policy, inputs: { backupPolicy: { status: "DISABLED" } } },
    ],
  },
  check: ({ inputs }) => {
    const status = inputs.get("backupPolicy").get("status");
    return demandText(status, (value) => value === "ENABLED", "there are no automatic backups");
  },
};
