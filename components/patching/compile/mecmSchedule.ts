import { Temporal } from "temporal-polyfill";
import { haveSameClocks } from "../../service/time/clockChanges.js";
import { openingOn } from "../../service/time/instants.js";
import type { Schedule } from "../../service/time/schedule.js";
import type { MaintenanceWindow, Opening } from "../../service/window.js";
import { clockCheck } from "./clockCheck.js";
import type { CompileContext, CompileOptions } from "./context.js";
import { datesOf, intervalsOf, type MonthInterval } from "./intervals.js";
import { type MonthRule, monthRules } from "./monthRules.js";
import { type DayName, dayNames, type WeekName, weekNames } from "./names.js";
import { datedSegments, distinct, type Plan, type RepeatingWindow, type Segment } from "./plan.js";
import { type Check, compile, type Rendering } from "./rendering.js";

/** How a schedule token of Configuration Manager repeats. */
export type MecmRecurrence =
  | { readonly nonrecurring: true }
  | { readonly dayOfWeek: DayName; readonly recurCount: 1 }
  | {
      readonly dayOfWeek: DayName;
      readonly weekOrder: WeekName;
      /** 0 to 6. */
      readonly offsetDay: number;
      /** Months from one event to the next, 1 or 12. */
      readonly recurCount: 1 | 12;
    };

/** The parameters of one `New-CMSchedule`, by their names. */
export interface MecmSchedule {
  /** Tells the tokens of one schedule apart, stable while the schedule is: `every-month`. */
  readonly key: string;
  /** `YYYY-MM-DDThh:mm`, of the server's clock or of UTC. */
  readonly start: string;
  /** The end of the first event, so the duration. */
  readonly end: string;
  readonly isUtc: boolean;
  readonly recurrence: MecmRecurrence;
}

/**
 * A schedule as tokens for maintenance windows of a Configuration Manager collection: mostly one.
 * Where an offset crosses the end of the month there is one for each month; tokens repeat after
 * at most twelve months, so the openings that follow from February are written one by one.
 *
 * @see https://learn.microsoft.com/powershell/module/configurationmanager/new-cmschedule
 * @see https://learn.microsoft.com/mem/configmgr/develop/reference/core/servers/configure/sms_st_recurmonthlybyweekday-server-wmi-class
 */
export function compileMecmSchedules(
  schedule: Schedule,
  options: CompileOptions,
): Rendering<readonly MecmSchedule[]> {
  return compile({ scheduler: "mecm", checks, write, warn: () => [] }, schedule, options);
}

/** Tokens are in the server's local time or in UTC; single openings are always in UTC. */
const zoneCheck: Check = ({ window }, { period, serverTimeZone }) =>
  "dates" in window ||
  haveSameClocks(window.timeZone, "UTC", period) ||
  haveSameClocks(window.timeZone, serverTimeZone, period)
    ? []
    : [
        {
          limit: "mecm-local-time-or-utc",
          reason:
            "Configuration Manager knows the server's local time and UTC only; the server is in " +
            `${serverTimeZone}, the window in ${window.timeZone}, which shows other times.`,
          mended: { ...window, timeZone: serverTimeZone },
        },
      ];

const checks = [
  zoneCheck,
  clockCheck({
    limit: "mecm-clock-changes",
    statement:
      "Configuration Manager does not say what it does with times that clocks skip or repeat",
    effects: ["skipped", "repeated"],
    countsDays: true,
  }),
];

function write(plan: Plan, context: CompileContext): readonly MecmSchedule[] {
  const { repeating, segments, single } = plan;
  const tail = segments.find(({ until }) => until === undefined);
  const recurring =
    repeating === undefined || tail === undefined ? [] : repeat(repeating, tail, context);
  return [...recurring, ...distinct([...datedSegments(plan), ...single]).map(once)];
}

function repeat(
  window: RepeatingWindow,
  { first }: Segment,
  { period, exactUntil }: CompileContext,
): readonly MecmSchedule[] {
  const isUtc = haveSameClocks(window.timeZone, "UTC", period);
  if ("every" in window) {
    const recurrence = { dayOfWeek: dayNames[window.weekday], recurCount: 1 } as const;
    return [{ key: "every-week", ...hours(first, window), isUtc, recurrence }];
  }
  return monthRules(window).flatMap((rule) =>
    rule.years === "every"
      ? intervalsOf(rule, first).map((interval) => monthly(window, rule, interval, isUtc))
      : datesOf(rule, first, exactUntil).map((date) => once(openingOn(date, window))),
  );
}

function monthly(
  window: MaintenanceWindow,
  { weekday, week, offsetDays: offsetDay }: MonthRule,
  { counted, everyMonths }: MonthInterval,
  isUtc: boolean,
): MecmSchedule {
  const recurCount = everyMonths === 1 ? 1 : 12;
  return {
    key: recurCount === 1 ? "every-month" : `month-${counted.month}-${week}`,
    ...hours(counted, window),
    isUtc,
    recurrence: {
      dayOfWeek: dayNames[weekday],
      weekOrder: weekNames[week],
      offsetDay,
      recurCount,
    },
  };
}

function hours(date: Temporal.PlainDate, { start, durationMinutes }: RepeatingWindow) {
  const from = date.toPlainDateTime(Temporal.PlainTime.from(start));
  return span(from, from.add({ minutes: durationMinutes }));
}

function once({ start, end }: Opening): MecmSchedule {
  const utc = (instant: Temporal.Instant) => instant.toZonedDateTimeISO("UTC").toPlainDateTime();
  const times = span(utc(start), utc(end));
  return { key: `once-${times.start}`, ...times, isUtc: true, recurrence: { nonrecurring: true } };
}

function span(start: Temporal.PlainDateTime, end: Temporal.PlainDateTime) {
  const minute = { smallestUnit: "minute" } as const;
  return { start: start.toString(minute), end: end.toString(minute) };
}
