import { demandFlag } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const vault = "aws:backup/vault:Vault";

/** Removing a vault from a program does not remove the backups in it. */
export const keptVaults: Rule = {
  id: "BKP-14",
  title: "Backup vaults that hold backups are not deleted",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-9"] },
  why:
    "AWS refuses to delete a vault with recovery points. forceDestroy takes that protection away: " +
    "one removed line would delete every backup first.",
  fix: "Leave forceDestroy away or set it to false.",
  tokens: [vault],
  onUnknown: "warn",
  examples: {
    pass: [{ title: "A vault that stays", type: vault, inputs: { name: "nightly" } }],
    fail: [
      { title: "A vault that goes with its backups", type: vault, inputs: { forceDestroy: true } },
    ],
  },
  check: ({ inputs }) =>
    demandFlag(inputs.get("forceDestroy"), false, "its backups go with the vault", "passes"),
};
