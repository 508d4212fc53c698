import { Temporal } from "temporal-polyfill";
import { remembered } from "../remembered.js";

/** One change of a zone's clocks. */
export interface ClockChange {
  readonly at: Temporal.Instant;
  /** What happens to the local times from `from` to before `to`. */
  readonly effect: "skipped" | "repeated";
  readonly from: Temporal.PlainDateTime;
  readonly to: Temporal.PlainDateTime;
  /** Offset from UTC after the change, such as `+02:00`. */
  readonly offset: string;
}

/** Two planning dates between which rules of zones are looked at. */
export interface Period {
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
}

/** A text that tells a period from every other. */
export const periodKey = ({ from, until }: Period) =>
  `${from.epochMilliseconds} ${until.epochMilliseconds}`;

/** The changes of a zone's clocks in a period, ascending. */
export const clockChanges = remembered(
  computeChanges,
  (timeZone, period) => `${timeZone} ${periodKey(period)}`,
);

/** Whether two zones show the same local time at every instant of a period. */
export function haveSameClocks(a: string, b: string, period: Period): boolean {
  return a === b || describeClocks(a, period) === describeClocks(b, period);
}

function describeClocks(timeZone: string, period: Period): string {
  const changes = clockChanges(timeZone, period).map(
    ({ at, offset }) => `${at.toString()} ${offset}`,
  );
  return [period.from.toZonedDateTimeISO(timeZone).offset, ...changes].join(", ");
}

function computeChanges(timeZone: string, { from, until }: Period): readonly ClockChange[] {
  const changes: ClockChange[] = [];
  let next = from.toZonedDateTimeISO(timeZone).getTimeZoneTransition("next");
  while (next !== null && Temporal.Instant.compare(next.toInstant(), until) < 0) {
    changes.push(describeChange(next));
    next = next.getTimeZoneTransition("next");
  }
  return changes;
}

function describeChange(after: Temporal.ZonedDateTime): ClockChange {
  const before = after.subtract({ nanoseconds: 1 });
  const shift = { nanoseconds: after.offsetNanoseconds - before.offsetNanoseconds };
  const there = after.toPlainDateTime();
  const here = there.subtract(shift);
  const at = after.toInstant();
  const { offset } = after;
  return shift.nanoseconds > 0
    ? { at, effect: "skipped", from: here, to: there, offset }
    : { at, effect: "repeated", from: there, to: here, offset };
}
