import assert from "node:assert/strict";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import {
  defaultInterruptions,
  describeOpening,
  isOpen,
  openingAfter,
} from "../../../components/service/interruption.js";
import { environments } from "../../../components/service/server.js";
import {
  type MaintenanceWindow,
  maximumOffsetDays,
  weekdays,
  weeks,
} from "../../../components/service/window.js";
import { nextWindow } from "./nextWindow.js";

const windows: fc.Arbitrary<MaintenanceWindow> = fc.record({
  week: fc.constantFrom(...weeks),
  weekday: fc.constantFrom(...weekdays),
  offsetDays: fc.integer({ min: 0, max: maximumOffsetDays }),
  start: fc.integer({ min: 4, max: 23 }).map((hour) => `${String(hour).padStart(2, "0")}:30`),
  durationMinutes: fc.integer({ min: 30, max: 24 * 60 }),
  timeZone: fc.constantFrom("Europe/Berlin", "America/New_York", "UTC"),
});
const dates = fc
  .integer({ min: 0, max: 1500 })
  .map((days) => Temporal.PlainDate.from("2026-01-01").add({ days }).toString());

describe("the interruption of a server", () => {
  it("waits for the window in production only, when nothing else is said", () => {
    assert.deepEqual(environments.map(defaultInterruptions), ["window", "anytime", "anytime"]);
  });

  it("is open from the start to just before the end of every opening, and not around it", () => {
    fc.assert(
      fc.property(windows, dates, (window, asOf) => {
        const { start, end } = nextWindow(window, asOf);
        assert.ok(isOpen({ window }, start));
        assert.ok(isOpen({ window }, end.subtract({ milliseconds: 1 })));
        assert.ok(!isOpen({ window }, start.subtract({ milliseconds: 1 })));
        assert.ok(!isOpen({ window }, end));
      }),
      { numRuns: 200 },
    );
  });

  it("opens again within the days that are searched", () => {
    fc.assert(
      fc.property(windows, dates, (window, asOf) => {
        const { start, end } = nextWindow(window, asOf);
        assert.ok(openingAfter({ window }, start)?.start.equals(start));
        const next = openingAfter({ window }, end);
        assert.ok(next !== undefined && Temporal.Instant.compare(next.start, end) >= 0);
      }),
      { numRuns: 200 },
    );
  });

  it("is told in local time", () => {
    const start = Temporal.Instant.from("2026-12-15T20:00Z");
    assert.equal(
      describeOpening({ start, end: start.add({ hours: 4 }) }, "Europe/Berlin"),
      "2026-12-15 21:00 to 2026-12-16 01:00 Europe/Berlin",
    );
  });
});
