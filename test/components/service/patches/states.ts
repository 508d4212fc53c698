import fc from "fast-check";
import type { Temporal } from "temporal-polyfill";
import type { KnownState, PatchState } from "../../../../components/service/patches/patchState.js";

/** An installation without any fault that ended at an instant. */
export function installed(endedAt: Temporal.Instant): KnownState {
  const startedAt = endedAt.subtract({ minutes: 30 });
  const counts = { installed: 7, missing: 0, failed: 0, pendingReboot: 0 };
  return {
    ...{ kind: "known", operation: "install", startedAt, endedAt, ...counts },
    lastSuccess: endedAt,
  };
}

const count = fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 1, 3);

/** Any state around an instant, of which many are well. */
export function anyState(now: Temporal.Instant): fc.Arbitrary<PatchState> {
  const known = fc
    .record({
      hours: fc.oneof(fc.integer({ min: 72, max: 123 }), fc.integer({ min: 0, max: 24 * 40 })),
      operation: fc.constantFrom("install", "install", "install", "install", "scan"),
      missing: count,
      failed: count,
      pendingReboot: count,
    })
    .map(({ hours, ...rest }) => ({ ...installed(now.subtract({ hours })), ...rest }));
  const undetermined = fc.constant<PatchState>({
    kind: "undetermined",
    reason: "no patch operation is recorded",
  });
  return fc.oneof({ weight: 5, arbitrary: known }, { weight: 1, arbitrary: undetermined });
}
