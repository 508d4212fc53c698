import { Temporal } from "temporal-polyfill";
import type { Opening } from "../window.js";

/** What turns a local date into an opening. */
export interface LocalHours {
  readonly start: string;
  readonly durationMinutes: number;
  readonly timeZone: string;
}

/** The first instant of the planning date in a time zone. */
export function planningInstant(asOf: string, timeZone: string): Temporal.Instant {
  return Temporal.PlainDate.from(asOf).toZonedDateTime(timeZone).toInstant();
}

/** The opening that starts on a local date. */
export function openingOn(date: Temporal.PlainDate, hours: LocalHours): Opening {
  return openingAt(date.toPlainDateTime(Temporal.PlainTime.from(hours.start)), hours);
}

/**
 * The opening that starts at a local time. A time that the clocks skip counts on from the offset
 * before the change, and of a time that they repeat the first one is meant, as in RFC 5545.
 */
export function openingAt(
  local: Temporal.PlainDateTime,
  { timeZone, durationMinutes }: Pick<LocalHours, "timeZone" | "durationMinutes">,
): Opening {
  const start = local.toZonedDateTime(timeZone, { disambiguation: "compatible" }).toInstant();
  return { start, end: start.add({ minutes: durationMinutes }) };
}

/** Whether a clock on the wall shows a local time exactly once. */
export function existsOnce(local: Temporal.PlainDateTime, timeZone: string): boolean {
  return local
    .toZonedDateTime(timeZone, { disambiguation: "earlier" })
    .equals(local.toZonedDateTime(timeZone, { disambiguation: "later" }));
}
