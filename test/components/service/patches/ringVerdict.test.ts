import assert from "node:assert/strict";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import type { PatchState } from "../../../../components/service/patches/patchState.js";
import { ringVerdict } from "../../../../components/service/patches/ringVerdict.js";
import { anyState, installed } from "./states.js";

const now = Temporal.Instant.from("2026-11-17T20:00:00Z");
const test = { soakHours: 72, withinHours: 124 };
const well = installed(now.subtract({ hours: 100 }));

function reasons(state: PatchState): readonly string[] {
  const verdict = ringVerdict(new Map([["db-1", state]]), test, now);
  return verdict.kind === "held" ? verdict.reasons : [];
}

describe("the verdict on a test ring", () => {
  it("releases a ring of which every server is well and has soaked", () => {
    const ring = new Map([
      ["a", installed(now.subtract({ hours: 72 }))],
      ["b", installed(now.subtract({ hours: 124 }))],
    ]);
    const testedAt = now.subtract({ hours: 72 });
    assert.deepEqual(ringVerdict(ring, test, now), { kind: "released", testedAt });
  });

  it("holds for whatever is wrong with one server, and says what", () => {
    assert.deepEqual(reasons(well), []);
    assert.deepEqual(reasons({ ...well, failed: 1 }), ["db-1: 1 patch failed"]);
    assert.deepEqual(reasons({ ...well, missing: 2 }), ["db-1: 2 patches missing"]);
    assert.deepEqual(reasons({ ...well, pendingReboot: 1 }), [
      "db-1: 1 patch waiting for a restart",
    ]);
    assert.deepEqual(reasons({ ...well, operation: "scan" }), [
      "db-1: the last operation installed nothing",
    ]);
    assert.deepEqual(reasons(installed(now.subtract({ hours: 71, minutes: 59 }))), [
      "db-1: patched less than 72 h ago",
    ]);
    assert.deepEqual(reasons(installed(now.subtract({ hours: 125 }))), [
      "db-1: not patched within 124 h",
    ]);
    const unknown: PatchState = { kind: "undetermined", reason: "not supported yet" };
    assert.deepEqual(reasons(unknown), ["db-1: not supported yet"]);
  });

  it("holds when the ring has no server", () => {
    const verdict = ringVerdict(new Map(), test, now);
    assert.deepEqual(verdict, { kind: "held", reasons: ["the test ring has no server"] });
  });

  it("releases only what it would release server by server", () => {
    const rings = fc.array(anyState(now), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rings, (states) => {
        const ring = new Map(states.map((state, index) => [`server-${index}`, state]));
        const each = states.every(
          (state) => ringVerdict(new Map([["one", state]]), test, now).kind === "released",
        );
        assert.equal(ringVerdict(ring, test, now).kind, each ? "released" : "held");
      }),
    );
  });
});
