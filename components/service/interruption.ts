import type { Temporal } from "temporal-polyfill";
import type { Environment } from "./server.js";
import { planningInstant } from "./time/instants.js";
import { openings } from "./time/openings.js";
import type { Schedule } from "./time/schedule.js";
import type { Opening } from "./window.js";

/** When a change may restart a server: only while its window is open, or whenever `up` runs. */
export const interruptions = ["window", "anytime"] as const;

/** When a change may restart a server. */
export type Interruptions = (typeof interruptions)[number];

/**
 * What holds where nothing is said: production waits for its window, because people depend on
 * it; test and development are there to be changed.
 */
export function defaultInterruptions(environment: Environment): Interruptions {
  return environment === "production" ? "window" : "anytime";
}

/** Hours within which an opening that is still open has started: a window lasts at most a day. */
const longestHours = 25;
/** Days within which the next opening is looked for, first near: pauses can last for months. */
const waitDays = [65, 400];

/** Whether a window is open at an instant: from its start to just before its end. */
export function isOpen(schedule: Schedule, now: Temporal.Instant): boolean {
  return planned(schedule, now.subtract({ hours: longestHours }), now.add({ seconds: 1 })).some(
    ({ start, end }) =>
      start.epochMilliseconds <= now.epochMilliseconds &&
      now.epochMilliseconds < end.epochMilliseconds,
  );
}

/** The first opening that starts at an instant or later; undefined when none does for a year. */
export function openingAfter(schedule: Schedule, now: Temporal.Instant): Opening | undefined {
  for (const days of waitDays) {
    const [next] = planned(schedule, now, now.add({ hours: 24 * days }));
    if (next !== undefined) {
      return next;
    }
  }
  return undefined;
}

/** The first opening on the planning date or later; undefined when there is none for a year. */
export function nextOpening(schedule: Schedule, asOf: string): Opening | undefined {
  return openingAfter(schedule, planningInstant(asOf, schedule.window.timeZone));
}

/** Emergency windows are announced for their advisory alone. */
function planned(schedule: Schedule, from: Temporal.Instant, until: Temporal.Instant) {
  return openings(schedule, from, until).filter(({ kind }) => kind !== "emergency");
}

/** `2026-12-15 21:00 to 2026-12-16 01:00 Europe/Berlin`. */
export function describeOpening({ start, end }: Opening, timeZone: string): string {
  const local = (instant: Temporal.Instant) =>
    instant.toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: "minute" });
  return `${local(start).replace("T", " ")} to ${local(end).replace("T", " ")} ${timeZone}`;
}
