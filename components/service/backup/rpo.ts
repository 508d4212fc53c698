import type { Temporal } from "temporal-polyfill";
import { remembered } from "../remembered.js";
import { clockChanges, type Period, periodKey } from "../time/clockChanges.js";
import type { BackupClass } from "./backupClass.js";
import { type RetentionTier, tiersOf } from "./retention.js";
import { type BackupSchedule, nominalMinutes } from "./schedule.js";
import { backupStarts } from "./starts.js";

/** What a copy at another place still gives when everything else is gone. */
export interface CopyPromise {
  readonly place: string;
  /** The most minutes of work that are lost with the first place. */
  readonly lossMinutes: number;
  readonly restorable: readonly RetentionTier[];
}

/** What a class can keep, computed from what it says. */
export interface Computed {
  /** The most minutes from the beginning of one backup to that of the next. */
  readonly rpoMinutes: number;
  /** The most minutes of work that are lost while a backup runs, when the one before counts. */
  readonly lossWhileRunningMinutes: number;
  /** How far back one can go for certain, in whole days, and in which steps. */
  readonly restorable: readonly RetentionTier[];
  readonly copies: readonly CopyPromise[];
}

type Timed = Pick<BackupClass, "schedule" | "startWithinMinutes">;

/**
 * The worst gap between two backups in a period, in minutes: one is begun on time, the next one as
 * late as it may. Clocks that are put back lengthen it.
 *
 * @param failures backups in a row that fail in between
 */
export function worstGap(
  { schedule, startWithinMinutes }: Timed,
  period: Period,
  failures = 0,
): number {
  return longestSpan(schedule, period, failures + 1) + startWithinMinutes;
}

/** What a class can keep in a period, without failures. */
export function computed(backup: BackupClass, period: Period): Computed {
  const rpoMinutes = worstGap(backup, period);
  const lossWhileRunningMinutes =
    rpoMinutes - backup.startWithinMinutes + backup.completeWithinMinutes;
  return {
    rpoMinutes,
    lossWhileRunningMinutes,
    restorable: restorable(tiersOf(backup.keep), rpoMinutes),
    copies: backup.copies.map(({ place, withinMinutes, keep }) => ({
      place,
      lossMinutes: lossWhileRunningMinutes + withinMinutes,
      restorable: restorable(tiersOf(keep), lossWhileRunningMinutes + withinMinutes),
    })),
  };
}

/** A backup that has just gone was followed by another one a gap later: so much is not certain. */
function restorable(tiers: readonly RetentionTier[], gapMinutes: number): readonly RetentionTier[] {
  const uncertain = { backup: Math.ceil(gapMinutes / 1440), week: 7, month: 31, year: 366 };
  return tiers.map(({ of, days }) => ({ of, days: Math.max(0, days - uncertain[of]) }));
}

const longestSpan = remembered(
  computeLongestSpan,
  (schedule, period, intervals) => `${intervals} ${periodKey(period)} ${JSON.stringify(schedule)}`,
);

/** The longest time in a period from one start over so many intervals to another, in minutes. */
function computeLongestSpan(schedule: BackupSchedule, period: Period, intervals: number): number {
  const reach = { minutes: nominalMinutes(schedule) * (intervals + 1) };
  const places = [period.from, ...clockChanges(schedule.timeZone, period).map(({ at }) => at)];
  return Math.max(
    ...places.map((at) => {
      const from = later(at.subtract(reach), period.from);
      const until = earlier(at.add(reach).add(reach), period.until);
      return widest(backupStarts(schedule, from, until), intervals);
    }),
  );
}

function widest(starts: readonly Temporal.Instant[], intervals: number): number {
  const spans = starts.slice(intervals).map((end, index) => {
    const start = starts[index] ?? end;
    return (end.epochMilliseconds - start.epochMilliseconds) / 60_000;
  });
  return Math.max(0, ...spans);
}

const later = (a: Temporal.Instant, b: Temporal.Instant) =>
  a.epochMilliseconds < b.epochMilliseconds ? b : a;

const earlier = (a: Temporal.Instant, b: Temporal.Instant) =>
  a.epochMilliseconds < b.epochMilliseconds ? a : b;
