import { demandFlag } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const account = "azure-native:storage:StorageAccount";

/** Who reads a storage account is known by name. */
export const storageKeys: Rule = {
  id: "IAM-17",
  title: "Storage accounts are opened with identities, not with shared keys",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AC-3", "IA-2"], "CIS Azure v5.0": ["9.3.1.3"] },
  why: "A shared key opens the whole account to whoever has a copy of it, and no log says who that was.",
  fix: "Set allowSharedKeyAccess to false and assign roles on the account's data.",
  tokens: [account],
  onUnknown: "warn",
  examples: {
    pass: [
      { title: "An account without keys", type: account, inputs: { allowSharedKeyAccess: false } },
    ],
    fail: [{ title: "An account with Azure's default", type: account, inputs: {} }],
  },
  check: ({ inputs }) =>
    demandFlag(inputs.get("allowSharedKeyAccess"), false, "its keys open the account"),
};
