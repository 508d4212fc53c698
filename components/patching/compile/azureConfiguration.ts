import type { Temporal } from "temporal-polyfill";
import type { Schedule } from "../../service/time/schedule.js";
import type { Opening } from "../../service/window.js";
import { clockCheck } from "./clockCheck.js";
import type { CompileContext, CompileOptions } from "./context.js";
import { durationCheck } from "./durationCheck.js";
import { intervalsOf, type MonthInterval } from "./intervals.js";
import { type MonthRule, monthRules } from "./monthRules.js";
import { dayNames, weekNames } from "./names.js";
import type { Plan, RepeatingWindow, Segment } from "./plan.js";
import { compile, type Rendering } from "./rendering.js";
import { creationTraps } from "./traps.js";
import { windowsZone, windowsZoneCheck } from "./windowsZone.js";

/** The `maintenanceWindow` of one Azure maintenance configuration. */
export interface AzureMaintenance {
  /** Tells the configurations of one schedule apart, stable while the schedule is: `every-month`. */
  readonly key: string;
  /** Local `YYYY-MM-DD hh:mm`; its time of the day is the window's start. */
  readonly startDateTime: string;
  /** Local `YYYY-MM-DD hh:mm`; absent when the configuration does not end. */
  readonly expirationDateTime?: string;
  /** Windows name. */
  readonly timeZone: string;
  /** `Month Second Tuesday Offset3`, `Week Tuesday`, `Day`. */
  readonly recurEvery: string;
  /** `hh:mm`, 01:30 to 03:55. */
  readonly duration: string;
}

/**
 * A schedule as Azure maintenance configurations of scope InGuestPatch: mostly one. Where an
 * offset crosses the end of the month there is one for each month, because a configuration cannot
 * name months, and one more for each single opening.
 *
 * @see https://learn.microsoft.com/azure/templates/microsoft.maintenance/maintenanceconfigurations
 * @see https://learn.microsoft.com/azure/virtual-machines/maintenance-configurations (durations)
 */
export function compileAzureConfigurations(
  schedule: Schedule,
  options: CompileOptions,
): Rendering<readonly AzureMaintenance[]> {
  return compile({ scheduler: "azure", checks, write, warn }, schedule, options);
}

const shortest = 90;
const longest = 235;

const checks = [
  durationCheck({
    limit: "azure-duration-0130-0355",
    scheduler: "An Azure maintenance configuration for guests",
    allowed: "a duration of 90 to 235 minutes",
    closest: (minutes) => Math.min(longest, Math.max(shortest, minutes)),
  }),
  windowsZoneCheck,
  clockCheck({
    limit: "azure-clock-changes",
    statement: "Azure does not say what it does with times that clocks skip or repeat",
    effects: ["skipped", "repeated"],
    countsDays: true,
  }),
];

function warn(plan: Plan, context: CompileContext): readonly string[] {
  const traps = creationTraps(plan, context).map(
    ({ counted, opening }) =>
      `Azure counts from ${counted}, which is not in the future: a configuration created on or ` +
      `after it may run for the first time after ${opening}.`,
  );
  const late = plan.schedule.window.start >= "23:45";
  return late ? [...traps, "Azure advises against starts from 23:45 to midnight."] : traps;
}

function write({ repeating, segments, single, schedule }: Plan, context: CompileContext) {
  const { window } = schedule;
  const shared = {
    timeZone: windowsZone(window.timeZone, context.period)?.name ?? "",
    duration: hoursAndMinutes(window.durationMinutes),
  };
  const rules =
    repeating === undefined ? [] : segments.flatMap((segment) => recurrences(repeating, segment));
  return [
    ...rules.map(({ counted, until, ...rule }) => ({
      ...rule,
      ...shared,
      startDateTime: `${counted} ${window.start}`,
      ...(until !== undefined && { expirationDateTime: `${until} 00:00` }),
    })),
    ...single.map(once),
  ];
}

interface Recurrence {
  readonly key: string;
  readonly recurEvery: string;
  readonly counted: string;
  readonly until: string | undefined;
}

function recurrences(window: RepeatingWindow, segment: Segment): readonly Recurrence[] {
  const { first, until, resumes } = segment;
  const from = resumes ? `-from-${first.toString()}` : "";
  if ("every" in window) {
    const recurEvery = `Week ${dayNames[window.weekday]}`;
    return [
      { key: `every-week${from}`, recurEvery, counted: first.toString(), until: until?.toString() },
    ];
  }
  return monthRules(window).flatMap((rule) =>
    intervalsOf(rule, first)
      .filter((interval) => until === undefined || interval.first.until(until).sign > 0)
      .map((interval) => ({
        key: keyOf(rule, interval) + from,
        recurEvery: recurEvery(rule, interval),
        counted: interval.counted.toString(),
        until: until?.toString(),
      })),
  );
}

function keyOf({ week }: MonthRule, { everyMonths, counted }: MonthInterval): string {
  const month = `month-${counted.month}-${week}`;
  const keys = { 1: "every-month", 12: month, 48: `${month}-leap-plus-${counted.year % 4}` };
  return keys[everyMonths];
}

function recurEvery({ week, weekday, offsetDays }: MonthRule, { everyMonths }: MonthInterval) {
  const interval = everyMonths === 1 ? "Month" : `${everyMonths}Months`;
  const offset = offsetDays === 0 ? "" : ` Offset${offsetDays}`;
  return `${interval} ${weekNames[week]} ${dayNames[weekday]}${offset}`;
}

/** A configuration that expires with its only opening. */
function once({ start, end }: Opening): AzureMaintenance {
  const local = (instant: Temporal.Instant): string =>
    instant.toString({ smallestUnit: "minute" }).slice(0, 16).replace("T", " ");
  return {
    key: `once-${local(start).replace(/[ :]/g, "-")}`,
    startDateTime: local(start),
    expirationDateTime: local(end),
    timeZone: "UTC",
    recurEvery: "Day",
    duration: hoursAndMinutes(start.until(end).total("minutes")),
  };
}

function hoursAndMinutes(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
