import assert from "node:assert/strict";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import {
  type RunningHours,
  runsThroughout,
} from "../../../../components/service/time/runningHours.js";
import { weekdays } from "../../../../components/service/window.js";
import { timeZones } from "../../patching/generated.js";
import { stopsWithin } from "./scheduler.js";

const office = {
  name: "office-hours",
  days: weekdays.slice(0, 5),
  start: "07:00",
  end: "19:00",
  timeZone: "Europe/Berlin",
} as const;

const opening = (start: string, hours: number) => {
  const from = Temporal.Instant.from(start);
  return { start: from, end: from.add({ minutes: hours * 60 }) };
};

const quarters = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom("00", "15", "30", "45"))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${minute}`);

const anyHours = fc.record({
  name: fc.constant("any"),
  days: fc.subarray([...weekdays], { minLength: 1 }),
  start: quarters,
  end: quarters,
  timeZone: fc.constantFrom(...timeZones),
});

const anyOpening = fc
  .tuple(fc.integer({ min: 0, max: 4 * 365 * 96 }), fc.integer({ min: 2, max: 96 }))
  .map(([start, length]) => {
    const from = Temporal.Instant.from("2025-01-01T00:00Z").add({ minutes: 15 * start });
    return { start: from, end: from.add({ minutes: 15 * length }) };
  });

/** Whether the clocks of a zone change within three days of an opening. */
function changesNear({ timeZone }: RunningHours, { start }: { readonly start: Temporal.Instant }) {
  const before = start.subtract({ hours: 72 }).toZonedDateTimeISO(timeZone);
  const change = before.getTimeZoneTransition("next");
  return change !== null && change.epochMilliseconds < start.epochMilliseconds + 72 * 3_600_000;
}

describe("running hours", () => {
  it("contain an opening up to their last minute, and none that ends later", () => {
    assert.ok(runsThroughout(office, opening("2026-12-15T15:00+01:00", 4)));
    assert.ok(!runsThroughout(office, opening("2026-12-15T15:15+01:00", 4)));
    assert.ok(!runsThroughout(office, opening("2026-12-15T06:45+01:00", 1)));
    assert.ok(!runsThroughout(office, opening("2026-12-19T12:00+01:00", 1)));
  });

  it("follow local time over both changes of the clocks", () => {
    assert.ok(runsThroughout(office, opening("2027-07-20T07:00+02:00", 12)));
    assert.ok(!runsThroughout(office, opening("2027-07-20T07:00+01:00", 12)));
    const nights = { ...office, days: weekdays, start: "22:00", end: "06:00" };
    // The night of spring has seven hours, that of autumn nine.
    assert.ok(runsThroughout(nights, opening("2027-03-27T22:00+01:00", 7)));
    assert.ok(!runsThroughout(nights, opening("2027-03-27T22:00+01:00", 8)));
    assert.ok(runsThroughout(nights, opening("2027-10-30T22:00+02:00", 9)));
  });

  it("end at midnight or go over it, and join where they touch", () => {
    const untilMidnight = { ...office, start: "12:00", end: "00:00" };
    assert.ok(runsThroughout(untilMidnight, opening("2026-12-15T20:00+01:00", 4)));
    assert.ok(!runsThroughout(untilMidnight, opening("2026-12-15T21:00+01:00", 4)));
    const wholeDays = { ...office, start: "00:00", end: "00:00" };
    assert.ok(runsThroughout(wholeDays, opening("2026-12-15T21:00+01:00", 4)));
    assert.ok(!runsThroughout(wholeDays, opening("2026-12-18T21:00+01:00", 4)));
  });

  it("are those of a scheduler that looks at the clock on the wall every quarter of an hour", () => {
    let inside = 0;
    const check = fc.property(anyHours, anyOpening, (hours, opening) => {
      const runs = runsThroughout(hours, opening);
      const stops = stopsWithin(hours, opening);
      inside += runs ? 1 : 0;
      assert.ok(!(runs && stops), "stopped in an opening");
      // Near changes of the clocks the model may be more careful, and is nowhere else.
      assert.ok(runs || stops || changesNear(hours, opening));
    });
    fc.assert(check, { numRuns: 2000, seed: 5 });
    assert.ok(inside > 100, `${inside}`);
  });
});
