import assert from "node:assert/strict";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { compileSystemdTimer } from "../../components/patching/compile/systemdTimer.js";
import { planningInstant } from "../../components/service/time/instants.js";
import { openings } from "../../components/service/time/openings.js";
import type { Schedule } from "../../components/service/time/schedule.js";
import { anyWindow, timeZones } from "../components/patching/generated.js";
import { elapses } from "./systemdAnalyze.js";

const runsPerZone = process.env["SOAK"] === undefined ? 3 : 30;
const years = 10;

function assertSame(schedule: Schedule, asOf: string): void {
  const rendering = compileSystemdTimer(schedule, { asOf });
  if (rendering.kind === "refused") {
    return;
  }
  const { timeZone } = schedule.window;
  const from = planningInstant(asOf, timeZone);
  const until = planningInstant(Temporal.PlainDate.from(asOf).add({ years }).toString(), timeZone);
  const model = openings(schedule, from, until).map(({ start }) => start.epochMilliseconds);
  const found = elapses(rendering.value.onCalendar, from, model.length + 1)
    .filter((at) => at < until.epochMilliseconds)
    .sort((a, b) => a - b);
  assert.deepEqual(found, model, rendering.value.onCalendar.join("\n"));
}

describe("the real systemd", function () {
  this.timeout(600_000);

  for (const [seed, timeZone] of timeZones.entries()) {
    it(`elapses at the model's instants in ${timeZone}`, () => {
      const asOf = fc.constantFrom("2017-01-01", "2026-11-21");
      fc.assert(
        fc.property(anyWindow(timeZone), asOf, (window, date) => assertSame({ window }, date)),
        { numRuns: runsPerZone, seed },
      );
    });
  }

  it("elapses at every nth weekday plus 0 to 20 days", () => {
    for (const week of ["first", "second", "third", "fourth", "last"] as const) {
      for (let offsetDays = 0; offsetDays <= 20; offsetDays += 1) {
        const hours = { start: "21:00", durationMinutes: 180, timeZone: "UTC" };
        assertSame({ window: { week, weekday: "tuesday", offsetDays, ...hours } }, "2026-11-21");
      }
    }
  });

  it("elapses at what freezes, exceptions and emergencies leave and add", () => {
    const hours = { start: "21:00", durationMinutes: 180, timeZone: "Europe/Berlin" };
    const window = { week: "third", weekday: "friday", offsetDays: 16, ...hours } as const;
    const reason = "test";
    assertSame(
      {
        window,
        freezes: [{ name: "year's end", from: "2026-12-18", to: "2027-01-06" }],
        exceptions: [
          { action: "skip", opening: "2027-04-04", reason },
          { action: "move", opening: "2027-05-02", to: "2027-05-10T20:15", reason },
        ],
        emergencies: [
          { advisory: "CVE-2026-1", notBefore: "2026-11-25T18:00+01:00", durationMinutes: 60 },
        ],
      },
      "2026-11-21",
    );
  });
});
