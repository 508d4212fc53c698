import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import {
  planWindowsPatching,
  type WindowsWindow,
} from "../../../components/patching/windowsPatching.plan.js";
import { planningInstant } from "../../../components/service/time/instants.js";
import { openings } from "../../../components/service/time/openings.js";
import type { Schedule } from "../../../components/service/time/schedule.js";
import { weeks } from "../../../components/service/window.js";
import { type Range, within } from "./evaluators/civil.js";
import { taskRuns } from "./evaluators/scheduledTask.js";

const asOf = "2026-11-21";
const freezes = [{ name: "year-end", from: "2026-12-21", to: "2027-01-03" }];
const emergencies = [
  { advisory: "CVE-2026-1", notBefore: "2026-11-23T18:00+01:00", durationMinutes: 120 },
  { advisory: "CVE-2026-2", notBefore: "2026-12-24T03:30:20+01:00", durationMinutes: 60 },
];

const schedules = weeks.flatMap((week) =>
  (["tuesday", "sunday"] as const).flatMap((weekday) =>
    [0, 2, 12].map(
      (offsetDays): Schedule => ({
        window: {
          ...{ name: "any", week, weekday, offsetDays },
          ...{ start: "21:00", durationMinutes: 240, timeZone: "Europe/Berlin" },
        },
        ...{ freezes, emergencies },
      }),
    ),
  ),
);

describe("What a Windows server is told about patching", () => {
  it("starts its tasks at the model's instants, in its own time zone and in another", () => {
    for (const serverTimeZone of ["Europe/Berlin", "America/New_York"]) {
      for (const schedule of schedules) {
        const { windows } = told(schedule, serverTimeZone);
        const from = planningInstant(asOf, "Europe/Berlin");
        const until = planningInstant("2029-11-21", "Europe/Berlin");
        const range = { from: from.epochMilliseconds, until: until.epochMilliseconds };
        const runs = windows.flatMap((window) => runsOf(window, serverTimeZone, range));
        const wanted = openings(schedule, from, until).map(({ start }) => start.epochMilliseconds);
        assert.deepEqual(within(runs, range), within(wanted, range), JSON.stringify(schedule));
      }
    }
  });

  it("waits for the test ring in regular windows, and for nothing in emergencies", () => {
    const [schedule] = schedules;
    assert.ok(schedule);
    const { windows, timeZone, products } = told(schedule, "Europe/Berlin");
    assert.deepEqual(
      windows.map(({ name, minutes, held }) => ({ name, minutes, held })),
      [
        { name: "regular", minutes: 240, held: true },
        { name: "emergency-120", minutes: 120, held: false },
        { name: "emergency-60", minutes: 60, held: false },
      ],
    );
    assert.equal(timeZone, "W. Europe Standard Time");
    assert.deepEqual(products, ["Microsoft Server operating system-21H2"]);
    const over = Temporal.PlainDate.from("2027-01-01").toString();
    const later = planWindowsPatching(group(schedule), { asOf: over });
    assert.deepEqual(
      later.windows.map(({ name }) => name),
      ["regular"],
    );
  });
});

const group = (schedule: Schedule) => ({
  ...({ name: "public", schedule, isHeld: true, product: "windows-server-2022" } as const),
});

const told = (schedule: Schedule, serverTimeZone: string) =>
  planWindowsPatching(group(schedule), { asOf, serverTimeZone });

function runsOf({ triggers, guard }: WindowsWindow, zone: string, range: Range) {
  if (guard === null) {
    return taskRuns({ xml: triggers }, zone, range);
  }
  const { timeZone, ...rest } = guard;
  const own = timeZone === null ? rest : { ...rest, timeZone };
  return taskRuns({ xml: triggers, guard: own }, zone, range);
}
