import type { Temporal } from "temporal-polyfill";
import { existsOnce, openingOn } from "../../service/time/instants.js";
import type { Schedule, Window } from "../../service/time/schedule.js";
import type { Opening } from "../../service/window.js";
import { type Recurrence, recurrences } from "./azureRecurrences.js";
import { clockCheck } from "./clockCheck.js";
import type { CompileContext, CompileOptions } from "./context.js";
import { durationCheck } from "./durationCheck.js";
import { distinct, type Plan } from "./plan.js";
import { compile, type Rendering } from "./rendering.js";
import { type WindowsZone, windowsZone, windowsZoneCheck } from "./windowsZone.js";

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
  /** `hh:mm`, 01:30 to 03:55, and never longer than the window. */
  readonly duration: string;
}

/**
 * A schedule as Azure maintenance configurations of scope InGuestPatch: mostly one. Where an
 * offset crosses the end of the month there is one for each month, because a configuration cannot
 * name months, and one more for each single opening. All start on the planning date or later,
 * because Azure takes no start in the past; a next opening that is counted from an earlier day is
 * a single one.
 *
 * A run is at most five minutes shorter than its window: Azure ends runs after 3 h 55 min, and a
 * window says when the provider may interrupt, not how long it must. Nothing runs outside it.
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
const longestRun = 235;
/** The longest window: people offer four hours, and lose five minutes of them. */
const longest = 240;

/** The limits of Azure. */
export const checks = [
  durationCheck({
    limit: "azure-duration-0130-0355",
    scheduler: "An Azure maintenance configuration for guests",
    allowed: "windows of 90 to 240 minutes and runs for at most 235 of them",
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

/** What a person should know of a window on Azure. */
export function warn({ schedule: { window } }: Plan): readonly string[] {
  const unused = window.durationMinutes - longestRun;
  return [
    ...(unused > 0 ? [`Azure ends its runs ${unused} min before the window closes.`] : []),
    ...(window.start >= "23:45" ? ["Azure advises against starts from 23:45 to midnight."] : []),
  ];
}

function write(plan: Plan, context: CompileContext): readonly AzureMaintenance[] {
  const { repeating, segments, single, schedule } = plan;
  const { window } = schedule;
  const zone = zoneOf(window, context);
  const shared = { timeZone: zone.name, duration: duration(window.durationMinutes) };
  const rules =
    repeating === undefined
      ? []
      : segments.flatMap((segment) => recurrences(repeating, segment, context.asOf));
  const missed = rules.flatMap((rule) => rule.missed.map((date) => openingOn(date, window)));
  return [
    ...rules.flatMap(({ rule }) => rule).map((rule) => ({ ...written(rule, window), ...shared })),
    ...distinct([...missed, ...single]).map((opening) => once(opening, zone)),
  ];
}

/** The zone of a window as Windows names it. */
export function zoneOf({ timeZone }: Window, { period }: CompileContext): WindowsZone {
  return { name: windowsZone(timeZone, period)?.name ?? "", shows: timeZone };
}

function written({ key, recurEvery, counted, until }: Recurrence, { start }: Window) {
  return {
    key,
    recurEvery,
    startDateTime: `${counted.toString()} ${start}`,
    ...(until !== undefined && { expirationDateTime: `${until.toString()} 00:00` }),
  };
}

/** Wherever clocks change, its date at that moment is the local one or a later one. */
const withoutChanges: WindowsZone = { name: "UTC+12", shows: "Etc/GMT-12" };

/**
 * A configuration that expires before it would run a second time, and not while it runs. It is in
 * the zone of the window, because the date in UTC may be the day before the planning date.
 */
export function once({ start, end }: Opening, own: WindowsZone): AzureMaintenance {
  const times = ({ shows }: WindowsZone) => {
    const local = start.toZonedDateTimeISO(shows).toPlainDateTime();
    return { local, expires: local.add({ hours: 12 }) };
  };
  const isClear = Object.values(times(own)).every((local) => existsOnce(local, own.shows));
  const zone = isClear ? own : withoutChanges;
  const { local, expires } = times(zone);
  return {
    key: `once-${minuteOf(start.toZonedDateTimeISO("UTC").toPlainDateTime()).replace(/[ :]/g, "-")}`,
    startDateTime: minuteOf(local),
    expirationDateTime: minuteOf(expires),
    timeZone: zone.name,
    recurEvery: "Day",
    duration: duration(start.until(end).total("minutes")),
  };
}

const minuteOf = (local: Temporal.PlainDateTime): string =>
  local.toString({ smallestUnit: "minute" }).replace("T", " ");

function duration(minutes: number): string {
  const run = Math.min(longestRun, minutes);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor(run / 60))}:${two(run % 60)}`;
}
