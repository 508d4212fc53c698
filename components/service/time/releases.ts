import type { Temporal } from "temporal-polyfill";
import { planningInstant } from "./instants.js";
import { openings, type ScheduledOpening } from "./openings.js";
import type { Schedule } from "./schedule.js";

/** Openings that are planned ahead for a group that its test ring holds. */
const plannedAhead = 3;

/** Days in which a monthly window opens so often, whatever freezes and deferrals leave out. */
const sought = 400;

/**
 * The next openings for which a group that follows a test ring can be released, ascending. What
 * comes after them waits for a later planning date. Emergencies are not among them: no ring holds
 * them.
 */
export function plannedReleases(schedule: Schedule, asOf: string): readonly ScheduledOpening[] {
  const from = planningInstant(asOf, schedule.window.timeZone);
  return openings(schedule, from, from.add({ hours: 24 * sought }))
    .filter(({ kind }) => kind !== "emergency")
    .slice(0, plannedAhead);
}

/**
 * When the last of the openings ends for which a group that follows a test ring can be released; none
 * comes after it until the planning date is advanced.
 */
export function releasableUntil(schedule: Schedule, asOf: string): Temporal.Instant {
  const last = plannedReleases(schedule, asOf).at(-1);
  return last?.end ?? planningInstant(asOf, schedule.window.timeZone);
}

/** The local date of an opening, by which its release is known: `2026-12-15`. */
export function releaseOf({ start }: ScheduledOpening, { window }: Schedule): string {
  return start.toZonedDateTimeISO(window.timeZone).toPlainDate().toString();
}
