import assert from "node:assert/strict";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { planningInstant } from "../../../../components/service/time/instants.js";
import { openings } from "../../../../components/service/time/openings.js";
import type { Schedule } from "../../../../components/service/time/schedule.js";
import { anyWindow, timeZones } from "../generated.js";
import { schedulerNames, schedulers } from "../schedulers.js";

const runsPerZone = process.env["SOAK"] === undefined ? 5 : 200;
const planningDates = ["2017-01-01", "2026-11-21"] as const;

describe("every scheduler, for ten years in every zone", () => {
  const tally = new Map<string, number>();
  const count = (what: string): void => void tally.set(what, (tally.get(what) ?? 0) + 1);

  for (const [seed, timeZone] of timeZones.entries()) {
    it(`fires at the model's instants in ${timeZone}`, () => {
      fc.assert(
        fc.property(anyWindow(timeZone), fc.constantFrom(...planningDates), (window, asOf) => {
          checkAll({ window }, asOf, count);
        }),
        { numRuns: runsPerZone, seed },
      );
    });
  }

  after(() => {
    for (const scheduler of schedulerNames) {
      const all = tally.get(scheduler) ?? 0;
      const share = ((100 * (tally.get(`${scheduler} refused`) ?? 0)) / all).toFixed(1);
      console.log(`      ${scheduler}: ${all} schedules, ${share} % refused`);
      for (const [what, times] of tally) {
        if (what.startsWith(`${scheduler}: `)) {
          console.log(`        ${what.slice(scheduler.length + 2)}: ${times}`);
        }
      }
    }
  });
});

function checkAll(schedule: Schedule, asOf: string, count: (what: string) => void): void {
  const { timeZone } = schedule.window;
  const from = planningInstant(asOf, timeZone);
  const until = planningInstant(
    Temporal.PlainDate.from(asOf).add({ years: 10 }).toString(),
    timeZone,
  );
  const range = { from: from.epochMilliseconds, until: until.epochMilliseconds };
  const model = openings(schedule, from, until).map(({ start }) => start.epochMilliseconds);
  for (const scheduler of schedulerNames) {
    const outcome = schedulers[scheduler](schedule, { asOf }, range);
    count(scheduler);
    if (outcome.kind === "compiled") {
      assert.deepEqual(outcome.runs, model, scheduler);
      continue;
    }
    count(`${scheduler} refused`);
    for (const { limit } of outcome.excesses) {
      count(`${scheduler}: ${limit}`);
    }
    const again = schedulers[scheduler]({ window: outcome.nearest }, { asOf }, range);
    assert.equal(again.kind, "compiled", `${scheduler} refuses its own nearest window`);
  }
}
