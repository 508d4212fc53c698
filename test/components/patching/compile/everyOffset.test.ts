import assert from "node:assert/strict";
import { weekdays, weeks } from "../../../../components/service/window.js";
import { assertAgreement } from "./agreement.js";

const all = process.env["SOAK"] !== undefined;
const offsets = Array.from({ length: 21 }, (_, offsetDays) => offsetDays);

describe("an nth weekday plus 0 to 20 days", () => {
  for (const week of weeks) {
    it(`compiles everywhere and fires exactly for ten years: ${week}`, () => {
      for (const offsetDays of offsets) {
        // Every weekday meets every length of month; one for each offset is enough for every day.
        const chosen = weekdays.filter((_, index) => all || index === offsetDays % 7);
        for (const weekday of chosen) {
          const hours = { start: "21:00", durationMinutes: 180, timeZone: "UTC" };
          const window = { week, weekday, offsetDays, ...hours };
          const refusals = assertAgreement({ window }, { asOf: "2026-11-21" });
          assert.deepEqual(refusals, {}, `${week} ${weekday} + ${offsetDays}`);
        }
      }
    });
  }
});
