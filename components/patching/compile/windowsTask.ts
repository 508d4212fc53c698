import { haveSameClocks } from "../../service/time/clockChanges.js";
import type { Schedule } from "../../service/time/schedule.js";
import { clockCheck } from "./clockCheck.js";
import type { CompileContext, CompileOptions } from "./context.js";
import { type DateGuard, guardFor } from "./dateGuard.js";
import { monthRules } from "./monthRules.js";
import { dayNames } from "./names.js";
import type { Plan, RepeatingWindow, Segment } from "./plan.js";
import { type Check, compile, type Rendering } from "./rendering.js";
import { type TaskCalendar, type TaskTrigger, triggersXml } from "./taskTriggers.js";
import { utcTimesOfDay } from "./utcTimes.js";
import { windowsZoneCheck } from "./windowsZone.js";

/** What a Windows scheduled task needs to run in a window and never outside it. */
export interface WindowsTask {
  readonly triggers: readonly TaskTrigger[];
  /** The `Triggers` element of the task's XML. */
  readonly xml: string;
  /**
   * What the task's command asks before it does anything, when the triggers fire on more days
   * than the window opens; absent when they are exact.
   */
  readonly guard?: DateGuard;
  /** Never after a missed start: that would be outside the window. */
  readonly startWhenAvailable: false;
}

/**
 * A schedule as a Windows scheduled task. The nth weekday of a month is a trigger of its own.
 * With an offset, or on a server whose clock shows another zone, the task starts daily and a
 * guard decides.
 *
 * @see https://learn.microsoft.com/windows/win32/taskschd/taskschedulerschema-schedulebymonthdayofweek-calendartriggertype-element
 */
export function compileWindowsTask(
  schedule: Schedule,
  options: CompileOptions,
): Rendering<WindowsTask> {
  return compile({ scheduler: "windows-task", checks, write, warn: () => [] }, schedule, options);
}

const isForeign = ({ window }: Schedule, { period, serverTimeZone }: CompileContext): boolean =>
  !("dates" in window) && !haveSameClocks(window.timeZone, serverTimeZone, period);

/** The guard of a server in another zone asks Windows for the window's local time. */
const foreignZoneCheck: Check = (schedule, context) =>
  isForeign(schedule, context) ? windowsZoneCheck(schedule, context) : [];

const checks = [
  foreignZoneCheck,
  clockCheck({
    limit: "windows-task-clock-changes",
    statement: "Task Scheduler does not say what it does with times that clocks skip or repeat",
    effects: ["skipped", "repeated"],
    countsDays: false,
  }),
];

function write(plan: Plan, context: CompileContext): WindowsTask {
  const { repeating, segments, single, schedule } = plan;
  const foreign = isForeign(schedule, context);
  const calendar = repeating === undefined || foreign ? undefined : exactCalendar(repeating);
  const guarded = repeating !== undefined && segments.length > 0 && calendar === undefined;
  const times = foreign ? utcTimesOfDay(schedule.window, context.period) : undefined;
  const triggers: readonly TaskTrigger[] = [
    ...segments.flatMap((segment) =>
      boundaries(segment, schedule.window.start, times).map((boundary) => ({
        ...boundary,
        executionTimeLimit: minutes(schedule.window.durationMinutes),
        calendar: calendar ?? ({ every: "day" } as const),
      })),
    ),
    ...single.map(({ start, end }) => ({
      startBoundary: start.toString({ smallestUnit: "second" }),
      executionTimeLimit: minutes(start.until(end).total("minutes")),
    })),
  ];
  return {
    triggers,
    xml: triggersXml(triggers),
    ...(guarded && { guard: guardFor(repeating, single, foreign ? context : undefined) }),
    startWhenAvailable: false,
  };
}

/** The calendar that fires on the window's days and no others. */
function exactCalendar(window: RepeatingWindow): TaskCalendar | undefined {
  if ("every" in window) {
    return { every: "week", day: dayNames[window.weekday] };
  }
  const [rule, ...more] = monthRules(window);
  return rule === undefined || more.length > 0 || rule.offsetDays > 0
    ? undefined
    : { every: "month", week: rule.week, day: dayNames[rule.weekday] };
}

function boundaries(
  { from, until }: Segment,
  start: string,
  utcTimes: readonly string[] | undefined,
) {
  // A day before and after: in UTC the local day may be the one before or the one after.
  const [begin, end] =
    utcTimes === undefined ? [from, until] : [from.subtract({ days: 1 }), until?.add({ days: 1 })];
  const times = utcTimes ?? [start];
  const suffix = utcTimes === undefined ? "" : "Z";
  return times.map((time) => ({
    startBoundary: `${begin.toString()}T${time}:00${suffix}`,
    ...(end !== undefined && { endBoundary: `${end.toString()}T00:00:00${suffix}` }),
  }));
}

const minutes = (count: number): string => `PT${count}M`;
