import { Temporal } from "temporal-polyfill";
import { openingOn } from "../../service/time/instants.js";
import type { Schedule } from "../../service/time/schedule.js";
import { type Opening, type Weekday, weekdays, weeks } from "../../service/window.js";
import { clockCheck } from "./clockCheck.js";
import type { CompileContext, CompileOptions } from "./context.js";
import { durationCheck } from "./durationCheck.js";
import { type MonthRule, monthRules } from "./monthRules.js";
import { distinct, type Plan, type RepeatingWindow, type Segment } from "./plan.js";
import { compile, type Rendering } from "./rendering.js";
import { lateOpening } from "./traps.js";
import { yearRanges } from "./years.js";

/** The arguments of one Systems Manager maintenance window that say when it runs. */
export interface SsmWindow {
  /** Tells the windows of one schedule apart, stable while the schedule is: `every-month`. */
  readonly key: string;
  /** `cron(minutes hours day-of-month month day-of-week year)` or, in UTC, `at(…)`. */
  readonly schedule: string;
  /** IANA name. */
  readonly scheduleTimezone: string;
  /** Days from the cron day to the run, 1 to 6; absent when there are none. */
  readonly scheduleOffset?: number;
  /** Whole hours, 1 to 24. */
  readonly duration: number;
  /** Hours before the end from which no task starts; below the duration. */
  readonly cutoff: number;
  /** The window does not run before it. ISO 8601. */
  readonly startDate?: string;
  /** The window does not run from it on. ISO 8601. */
  readonly endDate?: string;
}

/**
 * A schedule as Systems Manager maintenance windows: mostly one, four where an offset crosses the
 * end of the month, and one more for each single opening. A window created on or after its cron
 * day skips that month: a next opening that is counted from such a day is a single one, and the
 * others begin after it.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/reference-cron-and-rate-expressions.html
 */
export function compileAwsWindows(
  schedule: Schedule,
  options: CompileOptions,
): Rendering<readonly SsmWindow[]> {
  return compile({ scheduler: "ssm", checks, write, warn: () => [] }, schedule, options);
}

const checks = [
  durationCheck({
    limit: "ssm-duration-whole-hours",
    scheduler: "A Systems Manager maintenance window",
    allowed: "a duration of 1 to 24 whole hours",
    closest: (minutes) => Math.min(24, Math.max(1, Math.floor(minutes / 60))) * 60,
  }),
  clockCheck({
    limit: "ssm-clock-changes",
    statement: "Systems Manager does not say what it does with times that clocks skip or repeat",
    effects: ["skipped", "repeated"],
    countsDays: true,
  }),
];

function write(plan: Plan, context: CompileContext): readonly SsmWindow[] {
  const { repeating, segments, single, schedule } = plan;
  const { window } = schedule;
  const rules = repeating === undefined ? [] : cronRules(repeating, context);
  const late = lateOpening(plan, context);
  const missed = late === undefined ? [] : [openingOn(late, window)];
  return [
    ...segments.flatMap((segment) =>
      rules.map((rule) => ({
        key: segment.resumes ? `${rule.key}-from-${segment.first.toString()}` : rule.key,
        schedule: rule.schedule,
        scheduleTimezone: window.timeZone,
        ...(rule.offsetDays > 0 && { scheduleOffset: rule.offsetDays }),
        ...hours(window.durationMinutes),
        ...validity(segment, late, window.timeZone),
      })),
    ),
    ...distinct([...missed, ...single]).map(at),
  ];
}

interface CronRule {
  readonly key: string;
  readonly schedule: string;
  readonly offsetDays: number;
}

function cronRules(window: RepeatingWindow, { asOf }: CompileContext): readonly CronRule[] {
  const { hour, minute } = Temporal.PlainTime.from(window.start);
  const time = `${minute} ${hour} ?`;
  if ("every" in window) {
    const schedule = `cron(${time} * ${abbreviate(window.weekday)} *)`;
    return [{ key: "every-week", schedule, offsetDays: 0 }];
  }
  return monthRules(window).map((rule) => ({
    key:
      rule.months === undefined ? "every-month" : `months-${rule.months.join("-")}${suffix(rule)}`,
    schedule: `cron(${time} ${rule.months?.join(",") ?? "*"} ${dayOfWeek(rule)} ${years(rule, asOf)})`,
    offsetDays: rule.offsetDays,
  }));
}

const suffix = ({ years }: MonthRule): string => (years === "every" ? "" : `-${years}-years`);

const abbreviate = (weekday: Weekday): string => weekday.slice(0, 3).toUpperCase();

function dayOfWeek({ week, weekday }: MonthRule): string {
  // The last one is written with a number, in which Sunday is 1.
  return week === "last"
    ? `${((weekdays.indexOf(weekday) + 1) % 7) + 1}L`
    : `${abbreviate(weekday)}#${weeks.indexOf(week) + 1}`;
}

function years(rule: MonthRule, asOf: Temporal.PlainDate): string {
  return rule.years === "every"
    ? "*"
    : yearRanges(rule.years, asOf.year)
        .map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`))
        .join(",");
}

function hours(durationMinutes: number) {
  const duration = durationMinutes / 60;
  return { duration, cutoff: duration > 1 ? 1 : 0 };
}

function validity(
  { resumes, from, first, until }: Segment,
  late: Temporal.PlainDate | undefined,
  timeZone: string,
) {
  const instant = (date: Temporal.PlainDate): string =>
    date.toZonedDateTime(timeZone).toString({ timeZoneName: "never", smallestUnit: "second" });
  const begin = late?.equals(first) === true ? first.add({ days: 1 }) : resumes ? from : undefined;
  return {
    ...(begin !== undefined && { startDate: instant(begin) }),
    ...(until !== undefined && { endDate: instant(until) }),
  };
}

function at({ start, end }: Opening): SsmWindow {
  const utc = start.toZonedDateTimeISO("UTC").toPlainDateTime();
  const minutes = Temporal.Duration.from(start.until(end)).total("minutes");
  const time = utc.toString({ smallestUnit: "second" });
  return {
    key: `once-${time.replaceAll(":", "")}`,
    schedule: `at(${time})`,
    scheduleTimezone: "UTC",
    ...hours(minutes),
  };
}
