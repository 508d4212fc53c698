import type { RestoreTest } from "./restoreTest.js";
import type { Retention } from "./retention.js";
import type { BackupSchedule } from "./schedule.js";

/**
 * The state in which the vault of a class should be: `planned` without a lock, `armed` with one
 * that the provider's administrators can take off, `locked` with one that nobody can, ever.
 */
export const lockPhases = ["planned", "armed", "locked"] as const;

/** The state in which the vault of a class should be. */
export type LockPhase = (typeof lockPhases)[number];

/** What a backup holds of programs that write while it is taken. */
export const consistencies = ["application", "crash"] as const;

/** `application` wherever the platform can; `crash` nowhere more than after a power failure. */
export type Consistency = (typeof consistencies)[number];

/** A copy of every backup at another place. */
export interface BackupCopy {
  /** Name of the place; each platform's offer says what it is there. */
  readonly place: string;
  /** Minutes from the end of a backup until its copy is there. */
  readonly withinMinutes: number;
  readonly keep: Retention;
}

/** How servers are backed up, how long that is kept, where it lies, and what is promised. */
export interface BackupClass {
  /** Name within the catalog, such as `gold`. */
  readonly name: string;
  readonly schedule: BackupSchedule;
  /** Minutes within which a backup that is due begins. */
  readonly startWithinMinutes: number;
  /** Minutes within which it is complete, counted from when it was due, too. */
  readonly completeWithinMinutes: number;
  readonly keep: Retention;
  readonly copies: readonly BackupCopy[];
  readonly lock: LockPhase;
  readonly consistency: Consistency;
  /** What was agreed on databases; without it they are not included. */
  readonly databases?: string;
  /** The most minutes of work that a restore loses, as promised to customers. */
  readonly promisedRpoMinutes?: number;
  /** The most minutes that restoring a server takes, as promised; only restores prove it. */
  readonly promisedRtoMinutes?: number;
  /** When restores are tested; without it no restore is proved. */
  readonly restoreTest?: RestoreTest;
}
