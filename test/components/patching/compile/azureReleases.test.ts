import assert from "node:assert/strict";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { compileAzureReleases } from "../../../../components/patching/compile/azureReleases.js";
import { planningInstant } from "../../../../components/service/time/instants.js";
import { openings } from "../../../../components/service/time/openings.js";
import type { Schedule } from "../../../../components/service/time/schedule.js";
import type { MaintenanceWindow } from "../../../../components/service/window.js";
import { azureRuns } from "../evaluators/azureRecurrence.js";
import { anyWindow, timeZones } from "../generated.js";

const date = fc
  .integer({ min: 0, max: 800 })
  .map((days) => Temporal.PlainDate.from("2026-01-01").add({ days }).toString());
const anywhere = fc.constantFrom(...timeZones).chain(anyWindow);

const window: MaintenanceWindow = {
  week: "second",
  weekday: "tuesday",
  offsetDays: 7,
  start: "21:00",
  durationMinutes: 180,
  timeZone: "Europe/Berlin",
};

describe("the openings of a held group on Azure", () => {
  it("are the model's next ones, each for its own release and never again", () => {
    const check = fc.property(anywhere, date, (any, asOf) => {
      const rendering = compileAzureReleases({ window: any }, { asOf });
      fc.pre(rendering.kind === "compiled");
      const from = planningInstant(asOf, any.timeZone);
      const years = from.add({ hours: 24 * 2000 });
      const range = { from: from.epochMilliseconds, until: years.epochMilliseconds };
      const runs = rendering.value.map((one) => azureRuns(one, range));
      assert.ok(runs.every(({ length }) => length === 1));
      const next = openings({ window: any }, from, years).slice(0, 3);
      assert.deepEqual(
        runs.flat(),
        next.map(({ start }) => start.epochMilliseconds),
      );
      const days = next.map(({ start }) =>
        start.toZonedDateTimeISO(any.timeZone).toPlainDate().toString(),
      );
      assert.deepEqual(
        rendering.value.map(({ release }) => release),
        days,
      );
      assert.equal(new Set(days).size, days.length);
    });
    fc.assert(check, { numRuns: 60, seed: 5 });
  });

  it("follow moves, freezes and skips, and are open to everybody in an emergency only", () => {
    const schedule = {
      window,
      exceptions: [
        { action: "move", opening: "2026-12-15", to: "2026-12-17T20:00", reason: "exam" },
        { action: "skip", opening: "2027-02-16", reason: "exam" },
      ],
      emergencies: [
        { advisory: "CVE-1", notBefore: "2026-11-23T18:00+01:00", durationMinutes: 120 },
        { advisory: "CVE-2", notBefore: "2027-01-19T21:00+01:00", durationMinutes: 120 },
      ],
    } satisfies Schedule;
    const rendering = compileAzureReleases(schedule, { asOf: "2026-11-21" });
    assert.ok(rendering.kind === "compiled");
    assert.deepEqual(
      rendering.value.map(({ startDateTime, duration, release }) => [
        startDateTime,
        duration,
        release,
      ]),
      [
        ["2026-11-23 18:00", "02:00", undefined],
        ["2027-01-19 21:00", "02:00", undefined],
        ["2026-12-17 20:00", "03:00", "2026-12-17"],
        ["2027-03-16 21:00", "03:00", "2027-03-16"],
      ],
    );
  });
});
