import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { isTested, type RestoreTest } from "../../../../components/service/backup/restoreTest.js";

describe("a restore test that people make", () => {
  const test = (every: RestoreTest["every"]): RestoreTest => ({
    ...{ every, week: "third", weekday: "sunday", start: "10:00", durationMinutes: 60 },
    timeZone: "UTC",
  });
  const now = Temporal.Instant.from("2026-11-21T12:00:00Z");
  const ago = (days: number, minutes = 0) => now.subtract({ hours: days * 24, minutes });

  it("is due when the last restore is longer ago than its period, or was never", () => {
    assert.ok(isTested(test("month"), ago(31), now));
    assert.ok(!isTested(test("month"), ago(31, 1), now));
    assert.ok(isTested(test("quarter"), ago(92), now));
    assert.ok(!isTested(test("quarter"), ago(92, 1), now));
    assert.ok(!isTested(test("quarter"), undefined, now));
  });
});
