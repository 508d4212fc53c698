import type { DateGuard } from "../../../../components/patching/compile/dateGuard.js";
import { zoneOfWindows } from "./azureRecurrence.js";
import * as civil from "./civil.js";
import { instantsOf, onlyInstant, wallAt } from "./zoneClock.js";

/** A task as Task Scheduler sees it, and its command's guard. */
export interface Task {
  readonly xml: string;
  readonly guard?: DateGuard;
}

/** The times at which a task starts and its guard lets it work. */
export function taskRuns({ xml, guard }: Task, serverTimeZone: string, range: civil.Range) {
  const triggers = [...xml.matchAll(/<(Time|Calendar)Trigger>(.*?)<\/\1Trigger>/gs)];
  const allows = guard === undefined ? () => true : guardOf(guard, serverTimeZone);
  const runs = triggers.flatMap(([, , content = ""]) =>
    triggerRuns(content, serverTimeZone, range, allows),
  );
  return civil.within(runs, range);
}

type Allows = (at: number) => boolean;

function triggerRuns(content: string, serverTimeZone: string, range: civil.Range, allows: Allows) {
  const text = (name: string): string | undefined =>
    new RegExp(`<${name}>(.*?)</${name}>`, "s").exec(content)?.[1];
  const startText = text("StartBoundary") ?? "";
  const endText = text("EndBoundary");
  const zone = startText.endsWith("Z") ? "UTC" : serverTimeZone;
  const start = civil.wallTime(startText);
  const end = endText === undefined ? Infinity : civil.wallTime(endText);
  const startDay = Math.floor(start / civil.dayLength);
  const isDay = calendar(content, startDay);
  return civil
    .daysOf(range)
    .filter((number) => number >= startDay && isDay(civil.dayOf(number), number))
    .map((number) => start + (number - startDay) * civil.dayLength)
    .filter((wall) => wall < end)
    .filter((wall) => instantsOf(wall, zone).some(allows))
    .map((wall) => onlyInstant(wall, zone));
}

function calendar(
  content: string,
  startDay: number,
): (day: civil.CivilDay, number: number) => boolean {
  const weekdays = names(content, "DaysOfWeek");
  const isWeekday = ({ weekday }: civil.CivilDay): boolean =>
    weekdays.includes(weekdayNames[weekday] ?? "");
  const interval = /<DaysInterval>(\d+)</.exec(content);
  if (interval !== null) {
    return (_, number) => (number - startDay) % Number(interval[1]) === 0;
  }
  if (content.includes("<ScheduleByWeek>")) {
    return isWeekday;
  }
  if (!content.includes("<ScheduleByMonthDayOfWeek>")) {
    return (_, number) => number === startDay;
  }
  const weeks = [...content.matchAll(/<Week>(\w+)<\/Week>/g)].map(([, week]) =>
    week === "Last" ? "last" : Number(week),
  );
  const months = names(content, "Months");
  return (day) =>
    isWeekday(day) &&
    months.includes(monthNames[day.month - 1] ?? "") &&
    weeks.some((week) => civil.isTurn(day, week));
}

function names(content: string, parent: string): readonly string[] {
  const inside = new RegExp(`<${parent}>(.*?)</${parent}>`, "s").exec(content)?.[1] ?? "";
  return [...inside.matchAll(/<(\w+) ?\/>/g)].map(([, name = ""]) => name);
}

const weekdayNames = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const monthNames =
  "January February March April May June July August September October November December".split(
    " ",
  );

function guardOf(guard: DateGuard, serverTimeZone: string): Allows {
  const zone = guard.timeZone === undefined ? serverTimeZone : zoneOfWindows(guard.timeZone);
  const also = new Set(guard.also.map((text) => civil.wallTime(text)));
  const start = civil.wallTime(`1970-01-01T${guard.start}`);
  return (at) => {
    const wall = wallAt(at, zone);
    const number = Math.floor(wall / civil.dayLength);
    const isStart = wall - number * civil.dayLength === start;
    return also.has(at) || (isStart && isGuardedDay(guard.days, number));
  };
}

function isGuardedDay(days: DateGuard["days"], number: number): boolean {
  const offset = "offsetDays" in days ? days.offsetDays : 0;
  const counted = civil.dayOf(number - offset);
  if (weekdayNames[counted.weekday]?.toLowerCase() !== days.weekday) {
    return false;
  }
  if (!("week" in days)) {
    return true;
  }
  const turn = ["first", "second", "third", "fourth"].indexOf(days.week) + 1;
  return civil.isTurn(counted, days.week === "last" ? "last" : turn);
}
