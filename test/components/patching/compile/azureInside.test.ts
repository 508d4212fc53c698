import assert from "node:assert/strict";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import {
  type AzureMaintenance,
  compileAzureConfigurations,
} from "../../../../components/patching/compile/azureConfiguration.js";
import { planningInstant } from "../../../../components/service/time/instants.js";
import { openings } from "../../../../components/service/time/openings.js";
import { azureRuns, zoneOfWindows } from "../evaluators/azureRecurrence.js";
import { anyWindow, timeZones } from "../generated.js";

const asOf = fc
  .integer({ min: 0, max: 800 })
  .map((days) => Temporal.PlainDate.from("2026-01-01").add({ days }).toString());

const minutesOf = ({ duration }: AzureMaintenance): number => {
  const [hours = 0, minutes = 0] = duration.split(":").map(Number);
  return 60 * hours + minutes;
};

describe("an Azure maintenance configuration", () => {
  const anywhere = fc.constantFrom(...timeZones).chain(anyWindow);

  it("starts on the planning date or later, and runs within the model's openings only", () => {
    let shortened = 0;
    const check = fc.property(anywhere, asOf, (window, date) => {
      const rendering = compileAzureConfigurations({ window }, { asOf: date });
      fc.pre(rendering.kind === "compiled");
      const from = planningInstant(date, window.timeZone);
      const until = from.add({ hours: 24 * 800 });
      const range = { from: from.epochMilliseconds, until: until.epochMilliseconds };
      const ends = openings({ window }, from, until).map(({ start, end }): [number, number] => [
        start.epochMilliseconds,
        end.epochMilliseconds,
      ]);
      const all = new Map(ends);
      let count = 0;
      for (const configuration of rendering.value) {
        const { startDateTime, timeZone } = configuration;
        const start = Temporal.PlainDateTime.from(startDateTime.replace(" ", "T"));
        const zoned = start.toZonedDateTime(zoneOfWindows(timeZone));
        assert.ok(zoned.epochMilliseconds >= range.from, `${startDateTime} is before ${date}`);
        const minutes = minutesOf(configuration);
        assert.ok(minutes >= 90 && minutes <= 235, configuration.duration);
        shortened += minutes < window.durationMinutes ? 1 : 0;
        for (const at of azureRuns(configuration, range)) {
          const end = all.get(at) ?? 0;
          assert.ok(at + minutes * 60_000 <= end, `ends after the window: ${configuration.key}`);
          assert.ok(end - at - minutes * 60_000 <= 5 * 60_000, "loses more than five minutes");
          count += 1;
        }
      }
      assert.equal(count, all.size);
    });
    fc.assert(check, { numRuns: 150, seed: 3 });
    assert.ok(shortened > 0);
  });

  it("is a single one for an opening whose weekday has passed, and repeats after it", () => {
    const hours = { start: "05:00", durationMinutes: 180, timeZone: "Europe/Berlin" };
    const window = { week: "second", weekday: "tuesday", offsetDays: 11, ...hours } as const;
    const rendering = compileAzureConfigurations({ window }, { asOf: "2026-11-21" });
    assert.ok(rendering.kind === "compiled");
    assert.deepEqual(rendering.warnings, []);
    assert.deepEqual(
      rendering.value.map(({ startDateTime, expirationDateTime }) => [
        startDateTime,
        expirationDateTime,
      ]),
      [
        ["2026-12-15 05:00", undefined],
        ["2026-11-21 05:00", "2026-11-21 17:00"],
      ],
    );
  });
});
