import { Temporal } from "temporal-polyfill";
import {
  type MaintenanceWindow,
  type Opening,
  weekdays,
  weeks,
} from "../../../components/service/window.js";

/**
 * A second opinion, by counting months: the first opening whose local start is on `asOf` or later.
 *
 * @param asOf a calendar date, `YYYY-MM-DD`, read in the time zone of the window
 * @throws RangeError when the start does not exist, or exists twice, on that day in that zone
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
