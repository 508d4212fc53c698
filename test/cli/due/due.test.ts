import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { dueStacks } from "../../../cli/due/command.js";

const due = (now: string, minutesLeft = 30) =>
  dueStacks("stacks", Temporal.Instant.from(now), minutesLeft);

describe("the estates that are due", () => {
  it("are those of which a window is open, from its first moment on", () => {
    assert.deepEqual(due("2026-12-15T20:59:59+01:00"), []);
    assert.deepEqual(due("2026-12-15T21:00:00+01:00"), ["chemistry"]);
    assert.deepEqual(due("2026-12-10T22:00:00+01:00"), ["chemistry", "library"]);
  });

  it("are so only while there is time enough left", () => {
    assert.deepEqual(due("2026-12-16T00:30:00+01:00"), ["chemistry"]);
    assert.deepEqual(due("2026-12-16T00:30:01+01:00"), []);
    assert.deepEqual(due("2026-12-16T00:59:59+01:00", 0), ["chemistry"]);
    assert.deepEqual(due("2026-12-16T01:00:01+01:00", 0), []);
  });
});
