import assert from "node:assert/strict";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import {
  compileAwsWindows,
  type SsmWindow,
} from "../../../../components/patching/compile/awsWindow.js";
import {
  type AzureMaintenance,
  compileAzureConfigurations,
} from "../../../../components/patching/compile/azureConfiguration.js";
import { planningInstant } from "../../../../components/service/time/instants.js";
import { openings } from "../../../../components/service/time/openings.js";
import type { Schedule } from "../../../../components/service/time/schedule.js";
import { awsRuns } from "../evaluators/awsCron.js";
import { azureRuns } from "../evaluators/azureRecurrence.js";
import { anyWindow, timeZones } from "../generated.js";

const day = fc
  .integer({ min: 0, max: 800 })
  .map((days) => Temporal.PlainDate.from("2026-01-01").add({ days }).toString());

const anywhere = fc.constantFrom(...timeZones).chain(anyWindow);

/** A window with emergencies around a planning date, in the middle of its night and its day. */
const around = fc
  .tuple(anywhere, day, fc.array(fc.integer({ min: -24 * 60, max: 48 * 60 }), { maxLength: 3 }))
  .map(([window, asOf, minutes]): { readonly schedule: Schedule; readonly asOf: string } => {
    const midnight = planningInstant(asOf, window.timeZone);
    const emergencies = minutes.map((later) => ({
      advisory: "CVE-2026-1",
      notBefore: midnight.add({ minutes: later }).toString(),
      durationMinutes: 120,
    }));
    return { schedule: { window, emergencies }, asOf };
  });

/** The model's starts from an instant on, for two years and some. */
function startsFrom(schedule: Schedule, from: Temporal.Instant) {
  const until = from.add({ hours: 24 * 800 });
  const starts = openings(schedule, from, until).map(({ start }) => start.epochMilliseconds);
  const range = { from: from.epochMilliseconds, until: until.epochMilliseconds };
  return { starts: [...new Set(starts)], range };
}

const ascending = (runs: readonly number[]) => runs.toSorted((a, b) => a - b);

/** The first day on which a configuration takes effect, as Azure reads it in its zone. */
const startDay = ({ startDateTime }: AzureMaintenance): string => startDateTime.slice(0, 10);

const instants = ({ schedule, startDate }: SsmWindow): readonly Temporal.Instant[] => {
  const once = /^at\((.+)\)$/.exec(schedule)?.[1];
  return [...(once === undefined ? [] : [`${once}Z`]), ...(startDate ? [startDate] : [])].map(
    (text) => Temporal.Instant.from(text),
  );
};

describe("windows that are created on the planning date", () => {
  it("run on AWS at the model's instants, whenever in that day they are created", () => {
    let late = 0;
    const hour = fc.integer({ min: 0, max: 23 });
    const check = fc.property(around, hour, ({ schedule, asOf }, hours) => {
      const rendering = compileAwsWindows(schedule, { asOf });
      fc.pre(rendering.kind === "compiled");
      const created = planningInstant(asOf, schedule.window.timeZone).add({ hours });
      const { starts, range } = startsFrom(schedule, created);
      const createdAt = created.epochMilliseconds;
      const runs = rendering.value.flatMap((one) => awsRuns(one, { ...range, createdAt }));
      assert.deepEqual(ascending(runs), starts);
      late += rendering.value.some(
        ({ key, startDate }) => startDate !== undefined && !key.includes("-from-"),
      )
        ? 1
        : 0;
    });
    fc.assert(check, { numRuns: 300, seed: 11 });
    assert.ok(late > 10, `${late} windows after their cron day`);
  });

  it("name no instant on AWS and no date on Azure from before that day", () => {
    const check = fc.property(around, ({ schedule, asOf }) => {
      const from = planningInstant(asOf, schedule.window.timeZone).epochMilliseconds;
      const aws = compileAwsWindows(schedule, { asOf });
      const azure = compileAzureConfigurations(schedule, { asOf });
      for (const named of aws.kind === "compiled" ? aws.value.flatMap(instants) : []) {
        assert.ok(named.epochMilliseconds >= from, `${named.toString()} is before ${asOf}`);
      }
      for (const one of azure.kind === "compiled" ? azure.value : []) {
        assert.ok(startDay(one) >= asOf, `${one.key} begins ${one.startDateTime}`);
      }
      if (azure.kind === "compiled") {
        const { starts, range } = startsFrom(
          schedule,
          Temporal.Instant.fromEpochMilliseconds(from),
        );
        const runs = azure.value.flatMap((one) => azureRuns(one, range));
        assert.deepEqual(ascending(runs), starts);
      }
    });
    fc.assert(check, { numRuns: 300, seed: 12 });
  });

  it("keep an emergency of that day's first hour on Azure, whose date in UTC is the day before", () => {
    const hours = { start: "05:00", durationMinutes: 180, timeZone: "Europe/Berlin" };
    const window = { week: "second", weekday: "tuesday", offsetDays: 0, ...hours } as const;
    const emergencies = [
      { advisory: "CVE-2026-1", notBefore: "2026-11-25T00:30+01:00", durationMinutes: 120 },
    ];
    const rendering = compileAzureConfigurations({ window, emergencies }, { asOf: "2026-11-25" });
    assert.ok(rendering.kind === "compiled");
    assert.deepEqual(rendering.value[1], {
      key: "once-2026-11-24-23-30",
      startDateTime: "2026-11-25 00:30",
      expirationDateTime: "2026-11-25 12:30",
      timeZone: "W. Europe Standard Time",
      recurEvery: "Day",
      duration: "02:00",
    });
  });

  it("keep an emergency in an hour that the clocks repeat, in a zone that never does", () => {
    const hours = { start: "12:00", durationMinutes: 180, timeZone: "Pacific/Chatham" };
    const window = { week: "second", weekday: "tuesday", offsetDays: 0, ...hours } as const;
    const emergencies = ["2027-04-04T02:50+13:45", "2027-04-04T02:50+12:45"].map((notBefore) => ({
      ...{ advisory: "CVE-2026-1", notBefore, durationMinutes: 120 },
    }));
    const rendering = compileAzureConfigurations({ window, emergencies }, { asOf: "2027-04-04" });
    assert.ok(rendering.kind === "compiled");
    const { starts, range } = startsFrom(
      { window, emergencies },
      planningInstant("2027-04-04", "Pacific/Chatham"),
    );
    assert.deepEqual(ascending(rendering.value.flatMap((one) => azureRuns(one, range))), starts);
    const once = rendering.value.filter(({ key }) => key.startsWith("once"));
    assert.deepEqual(
      once.map(({ timeZone, startDateTime }) => [timeZone, startDateTime]),
      [
        ["UTC+12", "2027-04-04 01:05"],
        ["UTC+12", "2027-04-04 02:05"],
      ],
    );
  });
});
