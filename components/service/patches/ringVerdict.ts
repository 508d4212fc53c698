import { Temporal } from "temporal-polyfill";
import { type PatchState, shortcomings } from "./patchState.js";

/** What a group demands of the test of the group before it. */
export interface RingTest {
  /** Hours from the end of the test to the earliest start of the group. */
  readonly soakHours: number;
  /** Hours back from now in which a test counts: an older one belongs to an earlier patch cycle. */
  readonly withinHours: number;
}

/** Whether a group may be patched. */
export type RingVerdict =
  | {
      readonly kind: "released";
      /** When the last server of the test ring was done. */
      readonly testedAt: Temporal.Instant;
    }
  | {
      readonly kind: "held";
      /** Every reason, each with its server. */
      readonly reasons: readonly string[];
    };

/**
 * Whether the group after a test ring may be patched now: only when every server of the ring
 * installed its patches in this cycle, nothing was left over, and the soak time has passed. What
 * is not known holds. The gate that runs inside AWS decides the same; a test compares the two.
 *
 * @param ring the servers of the test ring by name
 */
export function ringVerdict(
  ring: ReadonlyMap<string, PatchState>,
  test: RingTest,
  now: Temporal.Instant,
): RingVerdict {
  const reasons = [...ring].flatMap(([server, state]) =>
    objections(state, test, now).map((objection) => `${server}: ${objection}`),
  );
  const ends = [...ring.values()].flatMap((state) =>
    state.kind === "known" ? [state.endedAt] : [],
  );
  const testedAt = ends.sort((a, b) => Temporal.Instant.compare(a, b)).at(-1);
  if (testedAt === undefined || reasons.length > 0) {
    const empty = ["the test ring has no server"];
    return { kind: "held", reasons: ring.size === 0 ? empty : reasons };
  }
  return { kind: "released", testedAt };
}

function objections(state: PatchState, test: RingTest, now: Temporal.Instant): readonly string[] {
  if (state.kind === "undetermined") {
    return [state.reason];
  }
  if (state.operation !== "install") {
    return ["the last operation installed nothing"];
  }
  const { soakHours, withinHours } = test;
  const hours = state.endedAt.until(now).total("hours");
  return [
    ...(hours > withinHours ? [`not patched within ${withinHours} h`] : []),
    ...(hours < soakHours ? [`patched less than ${soakHours} h ago`] : []),
    ...shortcomings(state),
  ];
}
