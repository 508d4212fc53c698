import type { Temporal } from "temporal-polyfill";
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
