import { Temporal } from "temporal-polyfill";
import { dateInMonth } from "../time/dates.js";
import { openingOn } from "../time/instants.js";
import type { Opening, Week, Weekday } from "../window.js";

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

/** Days of each period at its longest. */
const longest = { month: 31, quarter: 92 } as const satisfies Record<RestoreTestPeriod, number>;

/** Whether the last restore was within the period, whoever made it and why. */
export function isTested(
  { every }: RestoreTest,
  last: Temporal.Instant | undefined,
  now: Temporal.Instant,
): boolean {
  return last !== undefined && last.until(now).total("hours") <= longest[every] * 24;
}

/** The runs of a restore test in the months that a time touches, ascending. */
export function restoreTestRuns(
  test: RestoreTest,
  from: Temporal.Instant,
  until: Temporal.Instant,
): readonly Opening[] {
  const { timeZone } = test;
  const runs: Opening[] = [];
  const last = until.toZonedDateTimeISO(timeZone).toPlainDate().toPlainYearMonth();
  let month = from.toZonedDateTimeISO(timeZone).toPlainDate().toPlainYearMonth();
  for (; Temporal.PlainYearMonth.compare(month, last) <= 0; month = month.add({ months: 1 })) {
    if (test.every === "month" || (month.month - 1) % 3 === 0) {
      runs.push(openingOn(dateInMonth(month, { ...test, offsetDays: 0 }), test));
    }
  }
  return runs;
}
