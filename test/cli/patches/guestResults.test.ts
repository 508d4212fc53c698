import assert from "node:assert/strict";
import fc from "fast-check";
import { guestResults, guestState } from "../../../cli/patches/guestResults.js";
import { isSuccess } from "../../../components/service/patches/patchState.js";

const group = "production";
const endedAt = "2026-12-10T22:30:00Z";
const last = {
  ...{ startedAt: "2026-12-10T21:00:00Z", endedAt, installed: ["libc6"] },
  ...{ missing: [], failed: [], fault: "", restartPending: false },
};
const well = { group, release: null, last, lastSuccess: endedAt, restartPending: false, runs: [] };

const stateOf = (answer: unknown) => guestState(guestResults.parse(answer), group);

describe("What a server that patches itself tells", () => {
  it("is a success only when all of it is well", () => {
    const state = stateOf(well);
    assert.ok(state.kind === "known" && isSuccess(state));
    assert.equal(state.lastSuccess?.toString(), endedAt);
    const changes: readonly object[] = [
      { restartPending: true },
      { restartPending: null },
      ...[{ missing: ["a"] }, { failed: ["a"] }, { fault: "broken off" }].map((change) => ({
        last: { ...last, ...change },
      })),
    ];
    for (const change of changes) {
      const worse = stateOf({ ...well, ...change });
      assert.ok(worse.kind === "known" && !isSuccess(worse), JSON.stringify(change));
    }
  });

  it("is not known of another group, and of a server that never installed anything", () => {
    assert.match(JSON.stringify(stateOf({ ...well, group: "test" })), /its patch group is test/);
    assert.match(JSON.stringify(stateOf({ ...well, group: null })), /its patch group is none/);
    const held = { start: endedAt, status: "held", details: "its test ring has not released it" };
    const never = { ...well, last: null, lastSuccess: null };
    assert.match(JSON.stringify(stateOf(never)), /no patch operation is recorded/);
    const reason = /never installed patches; its last window ended held: its test ring/;
    assert.match(JSON.stringify(stateOf({ ...never, runs: [held] })), reason);
  });

  it("is refused as a whole where any of it is broken", () => {
    const keys = fc.constantFrom("group", "last", "lastSuccess", "restartPending", "runs");
    const broken = fc.oneof(fc.integer(), fc.constant("soon"), fc.constant({}), fc.constant([1]));
    fc.assert(
      fc.property(keys, broken, (key, value) => {
        const { success } = guestResults.safeParse({ ...well, [key]: value });
        assert.equal(success, key === "group" && typeof value === "string");
        const { [key]: _, ...less } = well;
        assert.ok(!guestResults.safeParse(less).success);
      }),
    );
  });
});
