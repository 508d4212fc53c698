import { Temporal } from "temporal-polyfill";
import { clockChanges } from "./clockChanges.js";

/** Local times from `from` to before `to` that a clock change skips or repeats. */
export interface TouchedHours {
  readonly from: string;
  readonly to: string;
}

/** The hours that a zone skips or repeats in which a local time lies, `HH:MM`. */
export function touchingChange(time: string, timeZone: string): TouchedHours | undefined {
  return touchedHours(timeZone).find((change) => isWithin(time, change));
}

function isWithin(time: string, { from, to }: TouchedHours): boolean {
  return from < to ? from <= time && time < to : from <= time || time < to;
}

const known = new Map<string, readonly TouchedHours[]>();

/** The years in which local starts must exist once. */
export const ruledYears = {
  from: Temporal.Instant.from("2026-01-01T00:00:00Z"),
  until: Temporal.Instant.from("2046-01-01T00:00:00Z"),
};

/** The hours that the rules of a zone skip or repeat in these years, each once. */
function touchedHours(timeZone: string): readonly TouchedHours[] {
  const found = known.get(timeZone) ?? distinctHours(timeZone);
  known.set(timeZone, found);
  return found;
}

function distinctHours(timeZone: string): readonly TouchedHours[] {
  const hours = clockChanges(timeZone, ruledYears).map(({ from, to }): [string, TouchedHours] => {
    const touched = { from: clock(from), to: clock(to) };
    return [`${touched.from} ${touched.to}`, touched];
  });
  return [...new Map(hours).values()];
}

function clock(time: Temporal.PlainDateTime): string {
  return time.toPlainTime().toString({ smallestUnit: "minute" });
}
