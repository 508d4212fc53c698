import type { Week, Weekday } from "../window.js";

/** How often restores are tested. */
export const restoreTestPeriods = ["month", "quarter"] as const;

/** How often restores are tested. */
export type RestoreTestPeriod = (typeof restoreTestPeriods)[number];

/** When a backup of every server is restored and the result is looked at. */
export interface RestoreTest {
  /** Quarters begin in January. */
  readonly every: RestoreTestPeriod;
  readonly week: Week;
  readonly weekday: Weekday;
  /** Local start, `HH:MM`. */
  readonly start: string;
  /** Minutes within which the tests run. */
  readonly durationMinutes: number;
  /** IANA time zone of `start`. */
  readonly timeZone: string;
}
