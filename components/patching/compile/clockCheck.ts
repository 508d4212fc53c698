import { Temporal } from "temporal-polyfill";
import { type ClockChange, clockChanges } from "../../service/time/clockChanges.js";
import { opensOn } from "../../service/time/dates.js";
import { isKept } from "../../service/time/openings.js";
import type { Schedule, Window } from "../../service/time/schedule.js";
import { monthRules } from "./monthRules.js";
import type { Check, Fault } from "./rendering.js";

/** What a scheduler's documentation leaves open about clock changes. */
export interface ClockLimit {
  readonly limit: string;
  /** A sentence about the scheduler. */
  readonly statement: string;
  readonly effects: readonly ClockChange["effect"][];
  /** Whether the scheduler counts days on from a weekday, whose own time must then exist too. */
  readonly countsDays: boolean;
}

/** Refuses a repeating window of which an opening starts in hours that the clocks skip or repeat. */
export function clockCheck(limit: ClockLimit): Check {
  return (schedule, { period }) => {
    const { window } = schedule;
    const touched = clockChanges(window.timeZone, period).find(
      (change) => limit.effects.includes(change.effect) && touches(change, schedule, limit),
    );
    return touched === undefined || "dates" in window ? [] : [fault(limit, window, touched)];
  };
}

function touches(change: ClockChange, schedule: Schedule, limit: ClockLimit): boolean {
  const { window } = schedule;
  const start = Temporal.PlainTime.from(window.start);
  const days = change.from.toPlainDate().equals(change.to.toPlainDate())
    ? [change.from]
    : [change.from, change.to];
  return days
    .map((day) => day.toPlainDate())
    .filter((date) => isWithin(date.toPlainDateTime(start), change))
    .some((date) =>
      countedFrom(window, limit).some((days) => happens(schedule, date.add({ days }))),
    );
}

function isWithin(local: Temporal.PlainDateTime, { from, to }: ClockChange): boolean {
  return (
    Temporal.PlainDateTime.compare(from, local) <= 0 &&
    Temporal.PlainDateTime.compare(local, to) < 0
  );
}

/** The days by which openings follow the days that the scheduler looks up. */
function countedFrom(window: Window, { countsDays }: ClockLimit): readonly number[] {
  return countsDays && "week" in window
    ? [0, ...monthRules(window).map(({ offsetDays }) => offsetDays)]
    : [0];
}

function happens(schedule: Schedule, date: Temporal.PlainDate): boolean {
  return opensOn(schedule.window, date) && isKept(schedule, date);
}

function fault({ limit, statement }: ClockLimit, window: Window, change: ClockChange): Fault {
  const minute = { smallestUnit: "minute" } as const;
  const to = change.to.toPlainTime().toString(minute);
  const day = change.from.toPlainDate().toString();
  return {
    limit,
    reason:
      `${statement}, and in ${window.timeZone} the times from ` +
      `${change.from.toPlainTime().toString(minute)} to before ${to} are ${change.effect} on ${day}; ` +
      `the window starts at ${window.start}.`,
    mended: { ...window, start: to },
  };
}
