import { Temporal } from "temporal-polyfill";
import { formatDuration } from "../duration.js";
import { ruledYears } from "../time/touchedHours.js";
import type { BackupClass } from "./backupClass.js";
import { computed } from "./rpo.js";

/** A run that failed. */
export interface BackupFailure {
  readonly at: Temporal.Instant;
  /** In the platform's words, on one line. */
  readonly reason: string;
}

/** The last restore whose time the platform has kept: a test of one, or one that was asked for. */
export interface MeasuredRestore {
  /** When it ended. */
  readonly at: Temporal.Instant;
  readonly passed: boolean;
  /** How long the restore took. */
  readonly minutes?: number;
}

/** What a platform knows of the backups of a server. */
export type BackupState =
  | {
      readonly kind: "known";
      /** When the newest backup was begun that is complete; absent when there is none. */
      readonly lastGood?: Temporal.Instant;
      /** The failed runs that the platform remembers. */
      readonly failures: readonly BackupFailure[];
      /** When what lies at a place was begun at the latest; absent where the platform does not tell. */
      readonly copies?: ReadonlyMap<string, Temporal.Instant | undefined>;
      readonly restore?: MeasuredRestore;
      /** Why no further backups are made, such as "protection is stopped". */
      readonly stopped?: string;
    }
  | { readonly kind: "undetermined"; readonly reason: string };

/** What the backups of a server come to. */
export interface BackupReport {
  /** Minutes since the newest complete backup was begun; undefined when none is known. */
  readonly ageMinutes: number | undefined;
  /** The most minutes that it may be old: while a backup runs, the one before is the newest. */
  readonly allowedMinutes: number;
  /** Minutes that the last restore took; undefined while nothing has proved it. */
  readonly restoreMinutes: number | undefined;
  /** The most minutes that it may take; undefined where nothing is promised. */
  readonly promisedRestoreMinutes: number | undefined;
  /** What a person should know. */
  readonly remarks: readonly string[];
  /** Why the service's promise is not kept; empty when it is. */
  readonly findings: readonly string[];
}

/** What the backups of a server come to, at a time. */
export function backupReport(
  backup: BackupClass,
  state: BackupState,
  now: Temporal.Instant,
): BackupReport {
  const { rpoMinutes, lossWhileRunningMinutes, copies } = computed(backup, ruledYears);
  const promised = Math.max(backup.promisedRpoMinutes ?? rpoMinutes, rpoMinutes);
  const allowedMinutes = promised + lossWhileRunningMinutes - rpoMinutes;
  const promisedRestoreMinutes = backup.promisedRtoMinutes;
  if (state.kind === "undetermined") {
    const findings = ["not known to be backed up"];
    const none = { ageMinutes: undefined, restoreMinutes: undefined };
    return { ...none, allowedMinutes, promisedRestoreMinutes, remarks: [state.reason], findings };
  }
  const { lastGood, failures, stopped, restore } = state;
  const age = (at: Temporal.Instant) => Math.floor(at.until(now).total("minutes"));
  const ageMinutes = lastGood && age(lastGood);
  const since = failures.filter(
    ({ at }) => lastGood === undefined || Temporal.Instant.compare(at, lastGood) > 0,
  );
  const late = copies.flatMap(({ place, lossMinutes }) => {
    const newest = state.copies?.get(place);
    const isLate = newest === undefined || age(newest) > lossMinutes;
    return state.copies !== undefined && isLate ? [copyFinding(place, newest && age(newest))] : [];
  });
  const restoreMinutes = restore?.passed === true ? restore.minutes : undefined;
  return {
    ageMinutes,
    allowedMinutes,
    restoreMinutes,
    promisedRestoreMinutes,
    remarks: [
      ...since.map(({ reason }) => `failed: ${reason}`),
      ...(copies.length > 0 && state.copies === undefined ? ["its platform tells no copies"] : []),
      ...(restore === undefined ? [unproved(promisedRestoreMinutes)] : []),
    ],
    findings: [
      ...(stopped === undefined ? [] : [stopped]),
      ...(ageMinutes === undefined ? ["no complete backup"] : []),
      ...(ageMinutes !== undefined && ageMinutes > allowedMinutes
        ? [`the newest backup is ${hours(ageMinutes)} old`]
        : []),
      ...late,
      ...(restore?.passed === false ? ["the last restore failed"] : []),
      ...(restoreMinutes !== undefined && restoreMinutes > (promisedRestoreMinutes ?? Infinity)
        ? [`the last restore took ${formatDuration(restoreMinutes)}`]
        : []),
    ],
  };
}

function unproved(promisedMinutes: number | undefined): string {
  const promise =
    promisedMinutes === undefined
      ? ""
      : `: whether one takes ${formatDuration(promisedMinutes)} is undetermined`;
  return `no restore is proved${promise}`;
}

function copyFinding(place: string, ageMinutes: number | undefined): string {
  return ageMinutes === undefined
    ? `no copy ${place}`
    : `the newest copy ${place} is ${hours(ageMinutes)} old`;
}

const hours = (minutes: number) => formatDuration(Math.floor(minutes / 60) * 60);

/** What a restore from one instant to another comes to. */
export function measuredRestore(
  begun: Temporal.Instant,
  at: Temporal.Instant,
  passed: boolean,
): MeasuredRestore {
  return { at, passed, minutes: Math.ceil(begun.until(at).total("minutes")) };
}

/** The last of some restores. */
export function lastRestore(restores: readonly MeasuredRestore[]): MeasuredRestore | undefined {
  return restores.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at)).at(-1);
}
