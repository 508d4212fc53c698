import assert from "node:assert/strict";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { computed, worstGap } from "../../../../components/service/backup/rpo.js";
import type { BackupSchedule } from "../../../../components/service/backup/schedule.js";
import { timeZones } from "../../patching/generated.js";
import { dueInstants, schedules } from "./wallClock.js";

const year = {
  from: Temporal.Instant.from("2026-11-21T00:00:00Z"),
  until: Temporal.Instant.from("2027-11-21T00:00:00Z"),
};
const span = { from: year.from.epochMilliseconds, until: year.until.epochMilliseconds };

/** The widest gap of a year in which every backup begins at any minute of its start window. */
function simulatedGap(due: readonly number[], delays: readonly number[], failures: number): number {
  let widest = 0;
  for (let last = 0; last + failures + 1 < due.length; last += 1) {
    const begun = (due[last] ?? 0) + (delays[last % delays.length] ?? 0);
    const next = last + failures + 1;
    const late = (due[next] ?? 0) + (delays[next % delays.length] ?? 0);
    widest = Math.max(widest, late - begun);
  }
  return widest;
}

/** The worst case of all delays: in time, then as late as it may. */
function adversary(due: readonly number[], startWithin: number, failures: number): number {
  const gaps = due.slice(failures + 1).map((next, index) => next - (due[index] ?? 0));
  return Math.max(...gaps) + startWithin;
}

describe("the RPO of a schedule", () => {
  const startWithin = fc.constantFrom(1, 60, 120, 480);
  const failures = fc.integer({ min: 0, max: 4 });

  it("is the worst gap of a simulated year, to the minute, and k failures add k intervals", () => {
    fc.assert(
      fc.property(
        schedules(timeZones),
        startWithin,
        failures,
        fc.array(fc.nat(), { minLength: 7, maxLength: 50 }),
        (schedule, startWithinMinutes, failed, chance) => {
          const due = dueInstants(schedule, span).map((at) => at / 60_000);
          const bound = worstGap({ schedule, startWithinMinutes }, year, failed);
          assert.equal(bound, adversary(due, startWithinMinutes, failed));
          const delays = chance.map((number) => number % (startWithinMinutes + 1));
          assert.ok(simulatedGap(due, delays, failed) <= bound);
        },
      ),
      { numRuns: process.env["SOAK"] === undefined ? 150 : 5000 },
    );
  });

  it("is not a day when a daily plan may begin within eight hours, as AWS takes it", () => {
    const schedule: BackupSchedule = { every: "day", start: "03:00", timeZone: "UTC" };
    assert.equal(worstGap({ schedule, startWithinMinutes: 480 }, year), 32 * 60);
  });

  it("adds a plain interval for each failure where clocks never change", () => {
    const schedule: BackupSchedule = { every: "hours", hours: 6, start: "01:30", timeZone: "UTC" };
    for (const failed of [0, 1, 2, 7]) {
      assert.equal(
        worstGap({ schedule, startWithinMinutes: 60 }, year, failed),
        (failed + 1) * 360 + 60,
      );
    }
  });

  it("counts the hour by which clocks are put back, and no copy before it has arrived", () => {
    const result = computed(
      {
        name: "standard",
        schedule: { every: "day", start: "01:00", timeZone: "Europe/Berlin" },
        ...{ startWithinMinutes: 120, completeWithinMinutes: 240 },
        keep: { days: 30, months: 12 },
        copies: [{ place: "elsewhere", withinMinutes: 600, keep: { days: 14 } }],
        ...{ lock: "planned", consistency: "crash" },
      },
      year,
    );
    assert.deepEqual(result, {
      rpoMinutes: 27 * 60,
      lossWhileRunningMinutes: 29 * 60,
      restorable: [
        { of: "backup", days: 28 },
        { of: "month", days: 12 * 31 - 31 },
      ],
      copies: [
        {
          place: "elsewhere",
          lossMinutes: 39 * 60,
          restorable: [{ of: "backup", days: 12 }],
        },
      ],
    });
  });
});
