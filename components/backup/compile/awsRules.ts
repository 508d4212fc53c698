import type { BackupClass } from "../../service/backup/backupClass.js";
import { type Retention, type RetentionTier, tiersOf } from "../../service/backup/retention.js";
import { type BackupSchedule, timesOfDay } from "../../service/backup/schedule.js";
import { clockReason } from "./clocks.js";
import { type Rendering, rendered } from "./rendering.js";

/** A copy that a rule makes. */
export interface AwsCopy {
  readonly place: string;
  readonly deleteAfter: number;
}

/** A rule of a plan of AWS Backup. */
export interface AwsRule {
  /** 1 to 50 letters, digits and `- _ .`: what it keeps. */
  readonly name: string;
  /** `cron(minutes hours day-of-month month day-of-week year)`. */
  readonly schedule: string;
  /** IANA name. */
  readonly scheduleExpressionTimezone: string;
  /** Minutes, 60 or more. */
  readonly startWindow: number;
  /** Minutes, counted from when the backup was due. */
  readonly completionWindow: number;
  /** Days. */
  readonly deleteAfter: number;
  readonly copies: readonly AwsCopy[];
}

type Tier = RetentionTier["of"];

/** Minutes that AWS Backup takes to begin a backup if it must. */
const leastStart = 60;

/**
 * A class as rules of one plan. All rules of a day begin together, so that AWS Backup makes one
 * backup, by the rule that keeps it longest, and the gaps between backups stay those of the class.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
 */
export function compileAwsRules(backup: BackupClass): Rendering<readonly AwsRule[]> {
  const { schedule, startWithinMinutes, completeWithinMinutes, copies } = backup;
  const kept = coarseTiers(schedule, backup.keep).map(({ of }) => of);
  const unmatched = copies.filter(({ keep }) =>
    coarseTiers(schedule, keep).some(({ of }) => !kept.includes(of)),
  );
  return rendered(
    [
      startWithinMinutes < leastStart &&
        `AWS Backup begins a backup within an hour, and not within ${startWithinMinutes} min.`,
      clockReason(schedule, "AWS Backup"),
      ...unmatched.map(
        ({ place }) =>
          `AWS Backup copies to ${place} what the class keeps as long, and the copy is to be kept by other steps.`,
      ),
    ],
    () =>
      [
        { of: "backup" as const, days: everyDays(schedule, backup.keep) },
        ...coarseTiers(schedule, backup.keep),
      ].map(({ of, days }) => ({
        name: names[of],
        schedule: cronOf(schedule, of),
        scheduleExpressionTimezone: schedule.timeZone,
        startWindow: startWithinMinutes,
        completionWindow: completeWithinMinutes,
        deleteAfter: days,
        copies: copies.map(({ place, keep }) => ({
          place,
          deleteAfter: daysOf(schedule, keep, of),
        })),
      })),
  );
}

const names: Readonly<Record<Tier, string>> = {
  backup: "every",
  week: "weekly",
  month: "monthly",
  year: "yearly",
};

/** Days for which every backup is kept; of a weekly schedule each one is that of its week. */
function everyDays(schedule: BackupSchedule, keep: Retention): number {
  return schedule.every === "week" ? Math.max(keep.days, 7 * (keep.weeks ?? 0)) : keep.days;
}

/** The steps that keep a backup longer than the others. */
function coarseTiers(schedule: BackupSchedule, keep: Retention): readonly RetentionTier[] {
  const least = everyDays(schedule, keep);
  return tiersOf(keep).filter(({ of, days }) => of !== "backup" && days > least);
}

function daysOf(schedule: BackupSchedule, keep: Retention, of: Tier): number {
  const tier = coarseTiers(schedule, keep).find((one) => one.of === of);
  return tier?.days ?? everyDays(schedule, keep);
}

function cronOf(schedule: BackupSchedule, of: Tier): string {
  const times = timesOfDay(schedule);
  const used = of === "backup" ? times : times.slice(0, 1);
  const hours = used.map((time) => Number(time.slice(0, 2))).join(",");
  return `cron(${Number(schedule.start.slice(3))} ${hours} ${daysField(schedule, of)} *)`;
}

/** The days as day of month, month and day of week. */
function daysField(schedule: BackupSchedule, of: Tier): string {
  const weekday = schedule.every === "week" ? schedule.weekday.slice(0, 3).toUpperCase() : "";
  switch (of) {
    case "backup":
      return weekday === "" ? "? * *" : `? * ${weekday}`;
    case "week":
      return "? * SUN";
    case "month":
      return weekday === "" ? "1 * ?" : `? * ${weekday}#1`;
    case "year":
      return weekday === "" ? "1 1 ?" : `? 1 ${weekday}#1`;
  }
}
