import fc from "fast-check";
import { anyWindow, timeZones } from "../generated.js";
import { schedulerNames } from "../schedulers.js";
import { assertAgreement } from "./agreement.js";

const runsPerZone = process.env["SOAK"] === undefined ? 3 : 100;
const planningDates = ["2017-01-01", "2026-11-21"] as const;

describe("every scheduler, for ten years in every zone", () => {
  const tally = new Map<string, number>();
  const count = (what: string): void => void tally.set(what, (tally.get(what) ?? 0) + 1);

  for (const [seed, timeZone] of timeZones.entries()) {
    it(`fires at the model's instants in ${timeZone}`, () => {
      fc.assert(
        fc.property(anyWindow(timeZone), fc.constantFrom(...planningDates), (window, asOf) => {
          count("schedules");
          const refusals = assertAgreement({ window }, { asOf });
          for (const { scheduler, excesses } of Object.values(refusals)) {
            count(scheduler);
            for (const { limit } of excesses) {
              count(`${scheduler}: ${limit}`);
            }
          }
        }),
        { numRuns: runsPerZone, seed },
      );
    });
  }

  after(() => {
    const all = tally.get("schedules") ?? 0;
    for (const scheduler of schedulerNames) {
      const share = ((100 * (tally.get(scheduler) ?? 0)) / all).toFixed(1);
      const reasons = [...tally].filter(([what]) => what.startsWith(`${scheduler}: `));
      const list = reasons.map(([what, times]) => `${what.slice(scheduler.length + 2)} ${times}`);
      console.log(`      ${scheduler}: ${share} % of ${all} refused; ${list.join(", ")}`);
    }
  });
});
