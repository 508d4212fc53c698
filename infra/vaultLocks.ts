import { log, RunError } from "@pulumi/pulumi";
import { lockRefusal, type VaultLockState } from "../components/service/backup/lock.js";

/** A vault whose lock an update sets. */
export interface LockedVault {
  readonly name: string;
  readonly lock: VaultLockState;
  /** Asks the platform for the lock as it stands. */
  readonly before: () => Promise<VaultLockState>;
  /** From when on the lock is for good, as the beginning of a sentence. */
  readonly final: string;
}

/**
 * Looks at the vaults before anything is changed, so that no run can arm and lock one at once.
 *
 * @throws RunError that names every vault whose lock cannot be what it is to be
 */
export async function checkLocks(vaults: readonly LockedVault[]): Promise<void> {
  const refusals: string[] = [];
  for (const { name, lock, before: ask, final } of vaults) {
    const before = await ask();
    const refusal = lockRefusal(name, lock, before);
    if (refusal !== undefined) {
      refusals.push(refusal);
    } else if (lock.phase === "locked" && before.phase !== "locked") {
      void log.warn(
        `This update locks the vault ${name}: ${final} nobody, not even its platform, can delete ` +
          "a backup in it before its time, shorten how long it is kept, or take the lock off.",
      );
    }
  }
  if (refusals.length > 0) {
    throw new RunError(refusals.join("\n"));
  }
}
