import type { BackupClass } from "../../../components/service/backup/backupClass.js";
import type { VaultLock } from "../../../components/service/backup/lock.js";
import { entriesBelow } from "../inspect/draft.js";
import { vaultLock } from "../vaultLock.js";
import { checkDecision } from "./decisions.js";
import { type Declared, lookUp } from "./declared.js";
import type { Timing } from "./timing.js";

/** The leave of an estate to lock vaults for good, by class; what is wrong with any is reported. */
export function resolveVaultLocks(
  raw: unknown,
  classes: Declared<BackupClass>,
  timing: Timing,
): Readonly<Record<string, VaultLock>> {
  const locks: Record<string, VaultLock> = {};
  for (const [name, value] of entriesBelow(raw, "vaultLocks")) {
    const path = ["vaultLocks", name];
    const what = { kind: "a backup class", where: "the catalog" };
    const backup = lookUp(classes, name, what, path, timing.report);
    if (backup !== undefined && backup.lock !== "locked") {
      timing.report({
        path,
        at: "key",
        message: `the catalog does not offer to lock vaults of ${name}: its lock is ${backup.lock}`,
        allowed: "a class with lock: locked",
        fix: 'Write "lock: locked" in the class, or remove the entry.',
      });
    }
    const { data } = vaultLock.safeParse(value);
    if (data !== undefined) {
      checkDecision(data, path, timing);
      locks[name] = { from: data.from, approver: data.approver };
    }
  }
  return locks;
}
