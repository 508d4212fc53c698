import { Temporal } from "temporal-polyfill";
import type { Opening } from "../window.js";
import { openings } from "./openings.js";
import type { Schedule } from "./schedule.js";

/**
 * When alarms of servers with a schedule are muted: at every instant at which one of its openings
 * is open, and at no other. Ascending; intervals neither overlap nor touch.
 *
 * @param from openings that start at it or later count
 * @param until openings that start before it count
 */
export function muteIntervals(
  schedule: Schedule,
  from: Temporal.Instant,
  until: Temporal.Instant,
): readonly Opening[] {
  const intervals: Opening[] = [];
  for (const { start, end } of openings(schedule, from, until)) {
    const last = intervals.at(-1);
    if (last === undefined || Temporal.Instant.compare(last.end, start) < 0) {
      intervals.push({ start, end });
    } else {
      intervals.splice(-1, 1, { start: last.start, end: later(last.end, end) });
    }
  }
  return intervals;
}

/** Days from the planning date for which a stack says when alarms are muted. */
export const mutedDays = 62;

/** Hours within which an opening that is still open has started: a window lasts at most a day. */
const longestHours = 24;

/** The mute intervals of a period, that of a window which opened before it and is still open too. */
export function mutesBetween(
  schedule: Schedule,
  from: Temporal.Instant,
  until: Temporal.Instant,
): readonly Opening[] {
  return muteIntervals(schedule, from.subtract({ hours: longestHours }), until).filter(
    ({ end }) => Temporal.Instant.compare(from, end) < 0,
  );
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? b : a;
}
