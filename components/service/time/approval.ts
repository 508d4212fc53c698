import type { Temporal } from "temporal-polyfill";
import { openings } from "./openings.js";
import { patchCycle, type Ring } from "./rings.js";

/**
 * Whole days from the release of a patch to its approval for a ring: so many that nothing is
 * approved that the ring before, in the same patch cycle, could not have had. Zero where no cycle
 * of the period has both.
 */
export function approvalDelay(
  before: Ring,
  ring: Ring,
  from: Temporal.Instant,
  until: Temporal.Instant,
): number {
  const tested = new Map(
    openings(before.schedule, from, until).map((opening) => [patchCycle(opening, before), opening]),
  );
  const hours = openings(ring.schedule, from, until).flatMap((opening) => {
    const test = tested.get(patchCycle(opening, ring));
    return test === undefined ? [] : [test.start.until(opening.start).total("hours")];
  });
  return Math.max(0, ...hours.map((gap) => Math.ceil(gap / 24)));
}
