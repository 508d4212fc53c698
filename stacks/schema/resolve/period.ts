import { Temporal } from "temporal-polyfill";
import { planningInstant } from "../../../components/service/time/instants.js";

/** Months from the planning date for which windows are held against each other. */
const months = 13;

/** The time for which windows are held against freezes and each other. */
export function planningPeriod(asOf: string, timeZone: string) {
  const end = Temporal.PlainDate.from(asOf).add({ months }).toString();
  return { from: planningInstant(asOf, timeZone), until: planningInstant(end, timeZone) };
}

/** An instant as the clock on a wall shows it: `2026-12-24 21:00`. */
export function localTime(instant: Temporal.Instant, timeZone: string): string {
  const local = instant.toZonedDateTimeISO(timeZone).toPlainDateTime();
  return local.toString({ smallestUnit: "minute" }).replace("T", " ");
}
