import type { Temporal } from "temporal-polyfill";
import type { Environment } from "./server.js";
import { openings } from "./time/openings.js";
import type { MaintenanceWindow, Opening } from "./window.js";

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
/** Days within which a window that opens every month opens again, with its offset. */
const longestWaitDays = 65;

/** Whether a window is open at an instant: from its start to just before its end. */
export function isOpen(window: MaintenanceWindow, now: Temporal.Instant): boolean {
  return openings({ window }, now.subtract({ hours: longestHours }), now.add({ seconds: 1 })).some(
    ({ start, end }) =>
      start.epochMilliseconds <= now.epochMilliseconds &&
      now.epochMilliseconds < end.epochMilliseconds,
  );
}

/** The first opening that starts at an instant or later. */
export function openingAfter(
  window: MaintenanceWindow,
  now: Temporal.Instant,
): Opening | undefined {
  return openings({ window }, now, now.add({ hours: 24 * longestWaitDays }))[0];
}

/** `2026-12-15 21:00 to 2026-12-16 01:00 Europe/Berlin`. */
export function describeOpening({ start, end }: Opening, timeZone: string): string {
  const local = (instant: Temporal.Instant) =>
    instant.toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: "minute" });
  return `${local(start).replace("T", " ")} to ${local(end).replace("T", " ")} ${timeZone}`;
}
