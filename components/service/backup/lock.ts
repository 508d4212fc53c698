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

/** The tag of a vault that tells for how many days its lock has backups kept, such as `30-372`. */
export const lockedDaysTag = "VaultLockDays";

/** The lock of a vault. */
export interface VaultLockState {
  /** The phase; of a vault that tells of none it is undefined. */
  readonly phase: string | undefined;
  /** Days, as `lockedDaysTag` has them; undefined where the lock is of no days, or nobody tells. */
  readonly days?: string | undefined;
}

/**
 * Why a vault cannot have a lock now; undefined when it can.
 *
 * @param before the lock before this update, of no phase when there is no such vault
 */
export function lockRefusal(
  vault: string,
  { phase: wanted, days }: VaultLockState,
  { phase: before, days: lockedDays }: VaultLockState,
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
  if (
    before === "locked" &&
    days !== undefined &&
    lockedDays !== undefined &&
    days !== lockedDays
  ) {
    return (
      `The vault ${vault} is locked for good for backups that are kept ${lockedDays} days, and its class ` +
      `keeps them ${days} days: its platform refuses that. ` +
      'Write the "keep" of the class as it was, or give the servers another class.'
    );
  }
  return undefined;
}
