import { Temporal } from "temporal-polyfill";
import { formatDuration } from "./duration.js";

/** Which one of the weekdays of a month; `last` is the fourth or the fifth. */
export const weeks = ["first", "second", "third", "fourth", "last"] as const;

/** Which one of the weekdays of a month. */
export type Week = (typeof weeks)[number];

/** The weekdays in the order of ISO 8601. */
export const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

/** A day of the week. */
export type Weekday = (typeof weekdays)[number];

/** The most days by which a window may follow its weekday. */
export const maximumOffsetDays = 20;

/** When the provider may interrupt a server: once in every month. */
export interface MaintenanceWindow {
  readonly week: Week;
  readonly weekday: Weekday;
  /** Days after that weekday, 0 to 20: "second Tuesday + 2" follows the patch day of Microsoft. */
  readonly offsetDays: number;
  /** Local start, `HH:MM`. */
  readonly start: string;
  /** Minutes from the start to the end, as a clock on the wall of UTC counts them. */
  readonly durationMinutes: number;
  /** IANA time zone of `start`, such as `Europe/Berlin`. */
  readonly timeZone: string;
}

/** One opening of a window: two exact instants. */
export interface Opening {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The window in one line: `second Tuesday + 2 days, 21:00 for 4 h, Europe/Berlin`. */
export function describeWindow(window: MaintenanceWindow): string {
  const { offsetDays } = window;
  const offset = offsetDays === 0 ? "" : ` + ${offsetDays} ${offsetDays === 1 ? "day" : "days"}`;
  const day = `${window.week} ${capitalized(window.weekday)}${offset}`;
  return `${day}, ${window.start} for ${formatDuration(window.durationMinutes)}, ${window.timeZone}`;
}

/**
 * The first opening whose local start is on `asOf` or later.
 *
 * @param asOf a calendar date, `YYYY-MM-DD`, read in the time zone of the window
 * @throws RangeError when the start does not exist, or exists twice, on that day in that zone. The
 * catalog's schema refuses such windows.
 */
export function nextWindow(window: MaintenanceWindow, asOf: string): Opening {
  const from = Temporal.PlainDate.from(asOf);
  // An offset can carry the window of the month before into this one.
  let month = from.toPlainYearMonth().subtract({ months: 1 });
  for (;;) {
    const date = dateIn(month, window);
    if (Temporal.PlainDate.compare(date, from) >= 0) {
      return openingOn(date, window);
    }
    month = month.add({ months: 1 });
  }
}

function dateIn(month: Temporal.PlainYearMonth, window: MaintenanceWindow): Temporal.PlainDate {
  const first = month.toPlainDate({ day: 1 });
  const weekday = weekdays.indexOf(window.weekday) + 1;
  const firstMatch = 1 + ((weekday - first.dayOfWeek + 7) % 7);
  const nth = firstMatch + 7 * weeks.indexOf(window.week);
  const day = nth > month.daysInMonth ? nth - 7 : nth;
  return first.add({ days: day - 1 + window.offsetDays });
}

function openingOn(date: Temporal.PlainDate, window: MaintenanceWindow): Opening {
  const start = date
    .toPlainDateTime(Temporal.PlainTime.from(window.start))
    .toZonedDateTime(window.timeZone, { disambiguation: "reject" })
    .toInstant();
  return { start, end: start.add({ minutes: window.durationMinutes }) };
}
