import type { Week } from "../../service/window.js";
import type { DayName } from "./names.js";

/** The days on which a calendar trigger fires. */
export type TaskCalendar =
  | { readonly every: "day" }
  | { readonly every: "week"; readonly day: DayName }
  | { readonly every: "month"; readonly week: Week; readonly day: DayName };

/** One trigger of a scheduled task. */
export interface TaskTrigger {
  /** First start, `YYYY-MM-DDTHH:MM:SS`: by the server's clock, or with `Z` in UTC. */
  readonly startBoundary: string;
  /** Instant from which it does not fire any more, written like the start. */
  readonly endBoundary?: string;
  /** How long what it starts may run, such as `PT240M`. */
  readonly executionTimeLimit: string;
  /** Absent when it fires once, at `startBoundary`. */
  readonly calendar?: TaskCalendar;
}

const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

const taskWeeks = { first: "1", second: "2", third: "3", fourth: "4", last: "Last" } as const;

/** The `Triggers` element of a task's XML. */
export function triggersXml(triggers: readonly TaskTrigger[]): string {
  return element("Triggers", triggers.map(triggerXml).join(""));
}

function triggerXml(trigger: TaskTrigger): string {
  const { startBoundary, endBoundary, executionTimeLimit, calendar } = trigger;
  const bounds =
    element("StartBoundary", startBoundary) +
    (endBoundary === undefined ? "" : element("EndBoundary", endBoundary)) +
    element("ExecutionTimeLimit", executionTimeLimit);
  return calendar === undefined
    ? element("TimeTrigger", bounds)
    : element("CalendarTrigger", bounds + calendarXml(calendar));
}

function calendarXml(calendar: TaskCalendar): string {
  switch (calendar.every) {
    case "day":
      return element("ScheduleByDay", element("DaysInterval", "1"));
    case "week":
      return element("ScheduleByWeek", element("WeeksInterval", "1") + days(calendar.day));
    case "month":
      return element(
        "ScheduleByMonthDayOfWeek",
        element("Weeks", element("Week", taskWeeks[calendar.week])) +
          days(calendar.day) +
          element("Months", monthNames.map((month) => `<${month}/>`).join("")),
      );
  }
}

const days = (day: DayName): string => element("DaysOfWeek", `<${day}/>`);

// Every text comes from this program's own words and numbers, so nothing needs escaping.
const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;
