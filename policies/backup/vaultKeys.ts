import { keyOrigins } from "../encryption/keyOrigins.js";
import { demandGiven } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const vault = "aws:backup/vault:Vault";

/** Backups are encrypted with a key that the service controls. */
export const vaultKeys: Rule = {
  id: "BKP-03",
  title: "Backup vaults are encrypted with a key of their own",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-9(8)"], FSBP: ["Backup.1"] },
  why:
    "Backups under the account's standard key can neither be copied to another account nor be " +
    "kept from people who may use that key.",
  fix: "Set kmsKeyArn to the ARN of a key that is meant for backups.",
  tokens: [vault],
  onUnknown: "defer",
  origins: keyOrigins("kmsKeyArn"),
  examples: {
    pass: [
      {
        title: "A vault with its own key",
        type: vault,
        inputs: { kmsKeyArn: "arn:aws:kms:eu-central-1:111111111111:key/1" },
      },
    ],
    fail: [{ title: "A vault with the standard key", type: vault, inputs: { name: "nightly" } }],
  },
  check: ({ inputs }) => demandGiven(inputs.get("kmsKeyArn"), "the vault has no key of its own"),
};
