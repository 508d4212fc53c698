import { Temporal } from "temporal-polyfill";
import { type MaintenanceWindow, weekdays, weeks } from "../window.js";
import type { Window } from "./schedule.js";

/** What makes a monthly window's days. */
export type MonthlyDays = Pick<MaintenanceWindow, "week" | "weekday" | "offsetDays">;

/**
 * The local dates on which a window opens regularly, ascending, from `from` to before `until`.
 *
 * An offset may carry a date into the month after the one whose weekday it follows.
 */
export function openingDates(
  window: Window,
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
): readonly Temporal.PlainDate[] {
  return candidates(window, from, until).filter(
    (date) =>
      Temporal.PlainDate.compare(from, date) <= 0 && Temporal.PlainDate.compare(date, until) < 0,
  );
}

/** Whether a window opens regularly on a local date. */
export function opensOn(window: Window, date: Temporal.PlainDate): boolean {
  return openingDates(window, date, date.add({ days: 1 })).length > 0;
}

/** The date of a month's window: its nth weekday plus the offset. */
export function dateInMonth(
  month: Temporal.PlainYearMonth,
  { week, weekday, offsetDays }: MonthlyDays,
): Temporal.PlainDate {
  const first = month.toPlainDate({ day: 1 });
  const toWeekday = (weekdays.indexOf(weekday) + 1 - first.dayOfWeek + 7) % 7;
  const nth = toWeekday + 7 * weeks.indexOf(week);
  const days = nth < month.daysInMonth ? nth : nth - 7;
  return first.add({ days: days + offsetDays });
}

function candidates(
  window: Window,
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
): readonly Temporal.PlainDate[] {
  if ("dates" in window) {
    return window.dates
      .map((date) => Temporal.PlainDate.from(date))
      .sort((a, b) => Temporal.PlainDate.compare(a, b));
  }
  return "every" in window
    ? everyWeek(weekdays.indexOf(window.weekday) + 1, from, until)
    : everyMonth(window, from, until);
}

function everyWeek(
  dayOfWeek: number,
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
): readonly Temporal.PlainDate[] {
  const dates: Temporal.PlainDate[] = [];
  let date = from.add({ days: (dayOfWeek - from.dayOfWeek + 7) % 7 });
  while (Temporal.PlainDate.compare(date, until) < 0) {
    dates.push(date);
    date = date.add({ days: 7 });
  }
  return dates;
}

function everyMonth(
  days: MonthlyDays,
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
): readonly Temporal.PlainDate[] {
  const dates: Temporal.PlainDate[] = [];
  // The last weekday plus 20 days lies at most in the month after.
  let month = from.toPlainYearMonth().subtract({ months: 1 });
  const end = until.toPlainYearMonth();
  while (Temporal.PlainYearMonth.compare(month, end) <= 0) {
    dates.push(dateInMonth(month, days));
    month = month.add({ months: 1 });
  }
  return dates;
}
