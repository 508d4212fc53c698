import fc from "fast-check";
import { anySchedule } from "../generated.js";
import { assertAgreement } from "./agreement.js";

const runs = process.env["SOAK"] === undefined ? 25 : 2000;

describe("every scheduler, with freezes, exceptions, deferrals and emergencies", () => {
  it("fires at the model's instants", () => {
    fc.assert(
      fc.property(anySchedule, ({ schedule, asOf }) => {
        const refusals = assertAgreement(schedule, { asOf });
        if (Object.keys(refusals).length > 0) {
          throw new Error(JSON.stringify(refusals));
        }
      }),
      { numRuns: runs, seed: 6 },
    );
  });
});
