import { Temporal } from "temporal-polyfill";
import type { ScheduledOpening } from "../time/openings.js";
import { plannedReleases, releaseOf } from "../time/releases.js";
import { testOf } from "../time/rings.js";
import type { Schedule } from "../time/schedule.js";
import type { PatchState } from "./patchState.js";
import { ringVerdict } from "./ringVerdict.js";

/** A group that follows a test ring, with what is known of that. */
export interface HeldGroup {
  readonly schedule: Schedule;
  /** Hours from the end of the test to the earliest opening of the group. */
  readonly soakHours: number;
  /** When the ring before it is patched. */
  readonly before: Schedule;
  /** The servers of that ring by name. */
  readonly ring: ReadonlyMap<string, PatchState>;
}

/** Whether a group may be released for its next opening. */
export type ReleaseVerdict =
  | { readonly kind: "not due"; readonly reasons: readonly string[] }
  | {
      readonly kind: "held";
      readonly opening?: ScheduledOpening;
      readonly reasons: readonly string[];
    }
  | {
      readonly kind: "released";
      readonly opening: ScheduledOpening;
      /** The opening's local date, `2026-12-15`. */
      readonly release: string;
      /** When the last server of the test ring was done. */
      readonly testedAt: Temporal.Instant;
    };

/**
 * Judges the next opening of a group, from the moment on at which the test before it has soaked by
 * the plan until it opens. Only what the ring's servers installed since their own opening in that
 * patch cycle counts. Openings that a planning date does not reach are held, because the platforms
 * know nothing of them.
 *
 * @param asOf the planning date, `YYYY-MM-DD`
 */
export function releaseVerdict(
  { schedule, soakHours, before, ring }: HeldGroup,
  asOf: string,
  now: Temporal.Instant,
): ReleaseVerdict {
  const opening = plannedReleases(schedule, asOf).find(
    ({ start }) => Temporal.Instant.compare(now, start) < 0,
  );
  if (opening === undefined) {
    return { kind: "held", reasons: [`no opening is planned as of ${asOf}`] };
  }
  const test = testOf({ schedule: before }, { schedule }, opening);
  if (test === undefined) {
    return { kind: "held", opening, reasons: ["its test ring has no opening in that patch cycle"] };
  }
  const soaked = test.end.add({ hours: soakHours });
  if (Temporal.Instant.compare(now, soaked) < 0) {
    return { kind: "not due", reasons: [`its test has soaked at ${soaked.toString()}`] };
  }
  const withinHours = Math.ceil(test.start.until(now).total("hours"));
  const verdict = ringVerdict(ring, { soakHours, withinHours }, now);
  return verdict.kind === "held"
    ? { ...verdict, opening }
    : { ...verdict, opening, release: releaseOf(opening, schedule) };
}
