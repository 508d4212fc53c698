import type { LockPhase } from "./backupClass.js";

/** Leave to lock the vault of a class for good, with its day. */
export interface VaultLock {
  /** First planning date on which the vault is locked, `YYYY-MM-DD`. */
  readonly from: string;
  readonly approver: string;
}

/**
 * The lock that a vault has by now. For good it is locked only where the catalog offers it, the
 * estate has leave for it, and the day has come; until then its lock can be taken off.
 */
export function lockNow(wanted: LockPhase, leave: VaultLock | undefined, asOf: string): LockPhase {
  if (wanted !== "locked") {
    return wanted;
  }
  return leave !== undefined && leave.from <= asOf ? "locked" : "armed";
}

/** What a vault tells of its lock: the tag, and its value by the phase that an update reached. */
export const lockTag = "VaultLock";

/**
 * Why a vault cannot have a lock now; undefined when it can.
 *
 * @param before the value of its tag before this update; undefined when there is no such vault
 */
export function lockRefusal(
  vault: string,
  wanted: LockPhase,
  before: string | undefined,
): string | undefined {
  if (wanted === "locked" && before !== "armed" && before !== "locked") {
    return (
      `The vault ${vault} was not armed by an earlier update, and a first update never locks one. ` +
      'Move the day in "vaultLocks" on, run "pulumi up", and look at the vault before it comes.'
    );
  }
  if (wanted !== "locked" && before === "locked") {
    return (
      `The vault ${vault} is locked for good, and no update takes that back: its platform refuses it. ` +
      'Write "lock: locked" in its class and keep its entry in "vaultLocks".'
    );
  }
  return undefined;
}
