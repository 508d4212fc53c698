import { Temporal } from "temporal-polyfill";
import { openingDates } from "../../service/time/dates.js";
import { openingOn } from "../../service/time/instants.js";
import type { Schedule } from "../../service/time/schedule.js";
import type { Opening, Weekday } from "../../service/window.js";
import { clockCheck } from "./clockCheck.js";
import type { CompileContext, CompileOptions } from "./context.js";
import { dayRanges, repeatedYears } from "./dayRanges.js";
import { weekdayAfter } from "./monthRules.js";
import { datedSegments, distinct, type Plan, type RepeatingWindow } from "./plan.js";
import { compile, type Rendering } from "./rendering.js";
import { lastYear } from "./years.js";

/** The settings of a systemd timer that say when it fires. */
export interface SystemdTimer {
  /** One `OnCalendar=` line each; the timer fires when any of them does. */
  readonly onCalendar: readonly string[];
}

/**
 * A schedule as a systemd timer.
 *
 * A timer's lines cannot end or begin, so what comes before an interruption, and what follows it
 * in the same year, is written as dates. Dates are in UTC, rules in the time zone of the window.
 *
 * @see systemd.time(7), "Calendar events"; it has `~` for days from the end of a month
 */
export function compileSystemdTimer(
  schedule: Schedule,
  options: CompileOptions,
): Rendering<SystemdTimer> {
  return compile({ scheduler: "systemd", checks, write, warn: () => [] }, schedule, options);
}

const checks = [
  clockCheck({
    limit: "systemd-skipped-hours",
    statement: "systemd leaves a run out whose local time the clocks skip",
    effects: ["skipped"],
    countsDays: false,
  }),
];

function write(plan: Plan, context: CompileContext): SystemdTimer {
  const { repeating, segments, single } = plan;
  const tail = segments.find(({ until }) => until === undefined);
  const resumed = tail?.resumes === true ? tail.first : undefined;
  const dated = [
    ...single,
    ...datedSegments(plan),
    ...(resumed === undefined ? [] : restOfYear(plan, resumed)),
  ];
  const rules =
    repeating === undefined || tail === undefined
      ? []
      : lines(repeating, resumed === undefined ? undefined : resumed.year + 1, context);
  return { onCalendar: [...rules, ...distinct(dated).map(once)] };
}

function restOfYear({ schedule }: Plan, first: Temporal.PlainDate): readonly Opening[] {
  const newYear = Temporal.PlainDate.from({ year: first.year + 1, month: 1, day: 1 });
  return openingDates(schedule.window, first, newYear).map((date) =>
    openingOn(date, schedule.window),
  );
}

function once({ start }: Opening): string {
  const utc = start.toZonedDateTimeISO("UTC");
  return `${utc.toPlainDate().toString()} ${utc.toPlainTime().toString({ smallestUnit: "minute" })} UTC`;
}

function lines(
  window: RepeatingWindow,
  fromYear: number | undefined,
  { asOf }: CompileContext,
): readonly string[] {
  const end = `${window.start} ${window.timeZone}`;
  const every = fromYear === undefined ? "*" : `${fromYear}..${lastYear}`;
  if ("every" in window) {
    return [`${abbreviate(window.weekday)} ${every}-*-* ${end}`];
  }
  const weekday = abbreviate(weekdayAfter(window.weekday, window.offsetDays));
  return dayRanges(window).map(({ years, days }) => {
    const year = years === "every" ? every : repeatedYears(years, fromYear ?? asOf.year);
    return `${weekday} ${year}-${days} ${end}`;
  });
}

const abbreviate = (weekday: Weekday): string =>
  `${weekday.charAt(0).toUpperCase()}${weekday.slice(1, 3)}`;
