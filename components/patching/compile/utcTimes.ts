import { Temporal } from "temporal-polyfill";
import { clockChanges, type Period } from "../../service/time/clockChanges.js";

/** The times of the day in UTC, `HH:MM`, that a local time has in a period: two with summer time. */
export function utcTimesOfDay(
  { start, timeZone }: { readonly start: string; readonly timeZone: string },
  period: Period,
): readonly string[] {
  const instants = [period.from, ...clockChanges(timeZone, period).map(({ at }) => at)];
  const offsets = instants.map((at) => at.toZonedDateTimeISO(timeZone).offsetNanoseconds);
  const times = offsets.map((nanoseconds) =>
    Temporal.PlainTime.from(start).subtract({ nanoseconds }).toString({ smallestUnit: "minute" }),
  );
  return [...new Set(times)].sort();
}
