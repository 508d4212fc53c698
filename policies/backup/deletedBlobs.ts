import { demandFlag, demandNumber } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const service = "azure-native:storage:BlobServiceProperties";

const leastDays = 7;

const kept = { enabled: true, days: 14 };

/** What is deleted in a storage account can be fetched back. */
export const deletedBlobs: Rule = {
  id: "BKP-17",
  title: "Storage accounts keep deleted blobs and containers for a week",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-9"], "MCSB v1": ["BR-2"] },
  why: "Logs and images in a storage account have no backup; a deletion is final unless it is soft.",
  fix:
    "Set enabled to true and days to " +
    `${leastDays} or more in deleteRetentionPolicy and containerDeleteRetentionPolicy.`,
  tokens: [service],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A fortnight to think it over",
        type: service,
        inputs: { deleteRetentionPolicy: kept, containerDeleteRetentionPolicy: kept },
      },
    ],
    fail: [{ title: "Deletions that are final", type: service, inputs: {} }],
  },
  *check({ inputs }) {
    for (const key of ["deleteRetentionPolicy", "containerDeleteRetentionPolicy"]) {
      const policy = inputs.get(key);
      yield* demandFlag(policy.get("enabled"), true, "what is deleted is gone at once");
      const isLong = (days: number) => days >= leastDays;
      yield* demandNumber(
        policy.get("days"),
        isLong,
        `deletions are final within ${leastDays} days`,
      );
    }
  },
};
