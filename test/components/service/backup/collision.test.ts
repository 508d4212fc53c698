import assert from "node:assert/strict";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { backupBefore, runsWithin } from "../../../../components/service/backup/collision.js";
import { restoreTestRuns } from "../../../../components/service/backup/restoreTest.js";
import { classOf } from "../../backup/compile/classOf.js";
import { timeZones } from "../../patching/generated.js";
import { dueInstants, schedules } from "./wallClock.js";

const minute = 60_000;
const span = { from: Date.UTC(2027, 0, 1), until: Date.UTC(2028, 0, 1) };

/** An opening of the year 2027, in the middle of the months. */
const opening = fc
  .record({
    day: fc.integer({ min: 40, max: 320 }),
    minutes: fc.integer({ min: 0, max: 1439 }),
    lasts: fc.integer({ min: 30, max: 480 }),
  })
  .map(({ day, minutes, lasts }) => {
    const from = span.from + (day * 1440 + minutes) * minute;
    return { from, until: from + lasts * minute };
  });

const openingOf = ({ from, until }: { readonly from: number; readonly until: number }) => ({
  start: Temporal.Instant.fromEpochMilliseconds(from),
  end: Temporal.Instant.fromEpochMilliseconds(until),
});

describe("backups around an opening", () => {
  it("collide exactly where a clock on the wall finds one under way", () => {
    fc.assert(
      fc.property(
        schedules(timeZones),
        fc.integer({ min: 61, max: 700 }),
        opening,
        (schedule, completeWithinMinutes, window) => {
          const backup = classOf({ schedule, completeWithinMinutes });
          const lasts = completeWithinMinutes * minute;
          const under = dueInstants(schedule, span).filter(
            (due) => due < window.until && window.from < due + lasts,
          );
          assert.deepEqual(
            runsWithin(backup, openingOf(window)).map(({ start }) => start.epochMilliseconds),
            under,
          );
        },
      ),
      { numRuns: process.env["SOAK"] === undefined ? 60 : 3000 },
    );
  });

  it("are complete before it, the last one as late as can be", () => {
    const backup = classOf({});
    const lastBefore = (text: string) =>
      backupBefore(backup, {
        start: Temporal.Instant.from(text),
        end: Temporal.Instant.from("2027-06-01T00:00Z"),
      })?.start.toString();
    assert.equal(lastBefore("2027-03-10T03:00Z"), "2027-03-10T00:00:00Z");
    assert.equal(lastBefore("2027-03-10T02:59Z"), "2027-03-09T00:00:00Z");
  });
});

describe("restore tests", () => {
  const test = { week: "third", weekday: "sunday", start: "10:00", durationMinutes: 480 } as const;
  const runs = (every: "month" | "quarter") =>
    restoreTestRuns(
      { ...test, every, timeZone: "Europe/Berlin" },
      Temporal.Instant.from("2027-01-01T00:00Z"),
      Temporal.Instant.from("2027-12-31T00:00Z"),
    ).map(({ start }) => start.toString());

  it("run every month or at the beginning of every quarter", () => {
    assert.equal(runs("month").length, 12);
    assert.deepEqual(runs("quarter"), [
      "2027-01-17T09:00:00Z",
      "2027-04-18T08:00:00Z",
      "2027-07-18T08:00:00Z",
      "2027-10-17T08:00:00Z",
    ]);
  });
});
