import assert from "node:assert/strict";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import type { PatchState } from "../../../../components/service/patches/patchState.js";
import { releaseVerdict } from "../../../../components/service/patches/releaseVerdict.js";
import { ringVerdict } from "../../../../components/service/patches/ringVerdict.js";
import { anyState, installed } from "./states.js";

const hours = { start: "21:00", durationMinutes: 240, timeZone: "Europe/Berlin" };
const before = { window: { week: "second", weekday: "tuesday", offsetDays: 2, ...hours } } as const;
const schedule = {
  window: { week: "second", weekday: "tuesday", offsetDays: 7, ...hours },
} as const;
const asOf = "2026-11-21";
const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
/** The test of December: Thursday the 10th, 21:00 to 1:00; the group opens Tuesday at 21:00. */
const tested = at("2026-12-10T23:00+01:00");
const soaked = at("2026-12-14T01:00+01:00");
const opens = at("2026-12-15T21:00+01:00");

const judge = (
  now: Temporal.Instant,
  states: readonly PatchState[] = [installed(tested)],
  changes: object = {},
  planning = asOf,
) => {
  const ring = new Map(states.map((state, index) => [`test-${index}`, state]));
  const group = { schedule, before, soakHours: 72, ring, ...changes };
  return releaseVerdict(group, planning, now);
};

describe("the release of a group", () => {
  it("is for its next opening, from the end of the soak time until it opens", () => {
    const verdict = judge(soaked);
    assert.ok(verdict.kind === "released");
    assert.equal(verdict.release, "2026-12-15");
    assert.ok(verdict.testedAt.equals(tested) && verdict.opening.start.equals(opens));
    assert.equal(judge(opens.subtract({ seconds: 1 })).kind, "released");
    assert.equal(judge(soaked.subtract({ seconds: 1 })).kind, "not due");
    assert.equal(judge(opens).kind, "not due");
    assert.equal(judge(opens.add({ hours: 24 * 20 })).kind, "not due");
  });

  it("is not given for the test of another cycle, nor for what came before the test", () => {
    const held = [tested.subtract({ hours: 24 * 28 }), at("2026-12-10T19:00+01:00")];
    for (const endedAt of held) {
      const verdict = judge(opens.subtract({ hours: 1 }), [installed(endedAt)]);
      assert.ok(verdict.kind === "held", endedAt.toString());
      assert.match(verdict.reasons.join(), /not patched within/);
    }
  });

  it("waits as long again when the ring was patched once more", () => {
    const again = installed(soaked.subtract({ hours: 1 }));
    const verdict = judge(soaked, [again]);
    assert.ok(verdict.kind === "held");
    assert.match(verdict.reasons.join(), /patched less than 72 h ago/);
  });

  it("is not given without servers, a test opening or a planned opening", () => {
    assert.equal(judge(soaked, []).kind, "held");
    const exceptions = [{ action: "skip", opening: "2026-12-10", reason: "exam" }];
    const skipped = judge(soaked, undefined, { before: { ...before, exceptions } });
    assert.ok(
      skipped.kind === "held" && /no opening in that patch cycle/.test(skipped.reasons[0] ?? ""),
    );
    const late = judge(soaked, undefined, {}, "2026-08-01");
    assert.ok(late.kind === "held" && /planned as of 2026-08-01/.test(late.reasons[0] ?? ""));
  });

  it("is given only between soak time and opening, and when the ring is well", () => {
    const now = fc
      .integer({ min: -24 * 14, max: 24 * 2 })
      .map((h) => opens.add({ minutes: 60 * h + 1 }));
    const seen = new Set<string>();
    const any = now.chain((instant) =>
      fc.tuple(fc.constant(instant), fc.array(anyState(instant), { maxLength: 3 })),
    );
    fc.assert(
      fc.property(any, ([instant, states]) => {
        const { kind } = judge(instant, states);
        seen.add(kind);
        const isDue =
          Temporal.Instant.compare(soaked, instant) <= 0 &&
          Temporal.Instant.compare(instant, opens) < 0;
        assert.equal(kind === "not due", !isDue);
        const ring = new Map(states.map((state, index) => [String(index), state]));
        const lax = ringVerdict(ring, { soakHours: 72, withinHours: 24 * 40 }, instant);
        assert.ok(kind !== "released" || lax.kind === "released");
      }),
      { numRuns: 1000, seed: 4 },
    );
    assert.deepEqual([...seen].sort(), ["held", "not due", "released"]);
  });
});
