import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { compileAwsWindows } from "../../../../components/patching/compile/awsWindow.js";
import { compileAzureConfigurations } from "../../../../components/patching/compile/azureConfiguration.js";
import { compileMecmSchedules } from "../../../../components/patching/compile/mecmSchedule.js";
import type { Compiled, Rendering } from "../../../../components/patching/compile/rendering.js";
import { compileSystemdTimer } from "../../../../components/patching/compile/systemdTimer.js";
import { compileWindowsTask } from "../../../../components/patching/compile/windowsTask.js";
import type { Schedule } from "../../../../components/service/time/schedule.js";
import type { MaintenanceWindow } from "../../../../components/service/window.js";

const asOf = "2026-11-21";
const window: MaintenanceWindow = {
  week: "second",
  weekday: "tuesday",
  offsetDays: 3,
  start: "02:00",
  durationMinutes: 180,
  timeZone: "Europe/Berlin",
};
const later = { ...window, offsetDays: 10 };
const same = { ...window, offsetDays: 0 };
const crossing = { ...window, week: "third", offsetDays: 16 } as const;

function compiled<T>(rendering: Rendering<T>): Compiled<T> {
  assert.equal(rendering.kind, "compiled");
  return rendering.kind === "compiled" ? rendering : assert.fail();
}

describe("the second Tuesday plus 0, 3 and 10 days", () => {
  it("on Systems Manager count from a weekday at most six days on, and never 0", () => {
    const [window3] = compiled(compileAwsWindows({ window }, { asOf })).value;
    assert.deepEqual(window3, {
      key: "every-month",
      schedule: "cron(0 2 ? * TUE#2 *)",
      scheduleTimezone: "Europe/Berlin",
      scheduleOffset: 3,
      duration: 3,
      cutoff: 1,
    });
    const [window10] = compiled(compileAwsWindows({ window: later }, { asOf })).value;
    assert.equal(window10?.schedule, "cron(0 2 ? * TUE#3 *)");
    assert.equal(window10?.scheduleOffset, 3);
    const [window0] = compiled(compileAwsWindows({ window: same }, { asOf })).value;
    assert.ok(window0 !== undefined && !("scheduleOffset" in window0));
  });

  it("on Azure are a recurrence with an offset in a Windows time zone", () => {
    const [window3] = compiled(compileAzureConfigurations({ window }, { asOf })).value;
    assert.deepEqual(window3, {
      key: "every-month",
      startDateTime: "2026-12-08 02:00",
      timeZone: "W. Europe Standard Time",
      recurEvery: "Month Second Tuesday Offset3",
      duration: "03:00",
    });
    const [window10] = compiled(compileAzureConfigurations({ window: later }, { asOf })).value;
    assert.equal(window10?.recurEvery, "Month Third Tuesday Offset3");
  });

  it("on systemd are the weekday among seven days", () => {
    const lines = (chosen: MaintenanceWindow): readonly string[] =>
      compiled(compileSystemdTimer({ window: chosen }, { asOf })).value.onCalendar;
    assert.deepEqual(lines(window), ["Fri *-*-11..17 02:00 Europe/Berlin"]);
    assert.deepEqual(lines(later), ["Fri *-*-18..24 02:00 Europe/Berlin"]);
    assert.deepEqual(lines(same), ["Tue *-*-08..14 02:00 Europe/Berlin"]);
    assert.deepEqual(lines({ ...same, week: "last" }), ["Tue *-*~01..07 02:00 Europe/Berlin"]);
  });

  it("in Configuration Manager are an order of a week and an offset", () => {
    const [token] = compiled(compileMecmSchedules({ window: later }, { asOf })).value;
    assert.deepEqual(token, {
      key: "every-month",
      start: "2026-12-15T02:00",
      end: "2026-12-15T05:00",
      isUtc: false,
      recurrence: { dayOfWeek: "Tuesday", weekOrder: "Third", offsetDay: 3, recurCount: 1 },
    });
  });

  it("in Task Scheduler are a trigger of their own only without an offset, else a guarded one", () => {
    const exact = compiled(compileWindowsTask({ window: same }, { asOf })).value;
    assert.match(exact.xml, /<ScheduleByMonthDayOfWeek><Weeks><Week>2<\/Week><\/Weeks>/);
    assert.equal(exact.guard, undefined);
    const guarded = compiled(compileWindowsTask({ window }, { asOf })).value;
    assert.match(guarded.xml, /<ScheduleByDay>/);
    assert.deepEqual(guarded.guard, {
      start: "02:00",
      days: { week: "second", weekday: "tuesday", offsetDays: 3 },
      also: [],
    });
    assert.equal(guarded.startWhenAvailable, false);
  });

  it("take one object everywhere, and say how many more an offset over the month's end takes", () => {
    const count = (chosen: MaintenanceWindow): readonly number[] => [
      compiled(compileAwsWindows({ window: chosen }, { asOf })).value.length,
      compiled(compileAzureConfigurations({ window: chosen }, { asOf })).value.length,
      compiled(compileSystemdTimer({ window: chosen }, { asOf })).value.onCalendar.length,
      compiled(compileWindowsTask({ window: chosen }, { asOf })).value.triggers.length,
    ];
    assert.deepEqual(count({ ...window, offsetDays: 14 }), [1, 1, 1, 1]);
    assert.deepEqual(count(crossing), [4, 15, 5, 1]);
  });
});

describe("a window across the end of a month", () => {
  it("has one rule for each length of month on Systems Manager, in at most 256 characters", () => {
    const windows = compiled(compileAwsWindows({ window: crossing }, { asOf })).value;
    assert.deepEqual(
      windows.map(({ schedule, scheduleOffset }) => [
        schedule.replace(/ 20\d\d[-,\d]*\)/, " years)"),
        scheduleOffset,
      ]),
      [
        ["cron(0 2 ? 1,3,5,7,8,10,12 6L *)", 6],
        ["cron(0 2 ? 5,7,10,12 THU#1 *)", undefined],
        ["cron(0 2 ? 3 WED#1 years)", 1],
        ["cron(0 2 ? 3 TUE#1 years)", 2],
      ],
    );
    assert.ok(windows.every(({ schedule }) => schedule.length <= 256));
  });
});

describe("the trap of a window created between the cron day and the offset day", () => {
  const december = Array.from({ length: 31 }, (_, index) =>
    Temporal.PlainDate.from({ year: 2026, month: 12, day: index + 1 }).toString(),
  );
  const windowsOf = (chosen: MaintenanceWindow, date: string) =>
    compiled(compileAwsWindows({ window: chosen }, { asOf: date })).value;

  it("is avoided by a single run from the cron day to the day of the run and on no other", () => {
    const single = december.filter((date) => windowsOf(window, date).length > 1);
    assert.deepEqual(single, ["2026-12-08", "2026-12-09", "2026-12-10", "2026-12-11"]);
    assert.deepEqual(
      windowsOf(window, "2026-12-09").map(({ key, schedule, startDate }) => [
        key,
        schedule,
        startDate,
      ]),
      [
        ["every-month", "cron(0 2 ? * TUE#2 *)", "2026-12-12T00:00:00+01:00"],
        ["once-2026-12-11T010000", "at(2026-12-11T01:00:00)", undefined],
      ],
    );
  });

  it("does not exist without an offset", () => {
    assert.deepEqual(
      december.flatMap((date) => windowsOf(same, date)).filter(({ key }) => key !== "every-month"),
      [],
    );
  });
});

describe("what is refused", () => {
  it("names every documented limit, the reason and a window that works", () => {
    const sunday = { ...same, week: "last", weekday: "sunday", start: "02:30" } as const;
    const rendering = compileAzureConfigurations(
      { window: { ...sunday, durationMinutes: 300 } },
      { asOf },
    );
    assert.equal(rendering.kind, "refused");
    if (rendering.kind === "refused") {
      assert.deepEqual(
        rendering.excesses.map(({ limit }) => limit),
        ["azure-duration-0130-0355", "azure-clock-changes"],
      );
      assert.match(
        rendering.excesses[0]?.reason ?? "",
        /90 to 240 minutes and runs for at most 235.*lasts 5 h/,
      );
      assert.match(
        rendering.excesses[1]?.reason ?? "",
        /02:00 to before 03:00 are skipped on 2027-03-28/,
      );
      assert.deepEqual(rendering.nearest, { ...sunday, start: "03:00", durationMinutes: 240 });
    }
  });

  it("is no window that merely could touch changed clocks: Fridays do not", () => {
    assert.equal(
      compileAwsWindows({ window: { ...window, start: "02:30" } }, { asOf }).kind,
      "compiled",
    );
  });

  it("is a zone that Windows does not have, for Azure alone", () => {
    const troll = { ...window, timeZone: "Antarctica/Troll" };
    const azure = compileAzureConfigurations({ window: troll }, { asOf });
    assert.ok(azure.kind === "refused" && azure.excesses[0]?.limit === "windows-time-zones");
    assert.equal(compileAwsWindows({ window: troll }, { asOf }).kind, "compiled");
    assert.equal(compileWindowsTask({ window: troll }, { asOf }).kind, "compiled");
  });

  it("is an emergency that is too long for the platform, by its advisory", () => {
    const emergencies = [
      { advisory: "CVE-2026-1", notBefore: "2026-11-25T18:00Z", durationMinutes: 300 },
    ];
    const azure = compileAzureConfigurations({ window, emergencies }, { asOf });
    assert.ok(azure.kind === "refused");
    assert.match(azure.excesses[0]?.reason ?? "", /emergency window for CVE-2026-1 lasts 5 h/);
  });
});

describe("a schedule with interruptions", () => {
  const skip = (opening: string) => ({ action: "skip", opening, reason: "test" }) as const;

  it("has a rule for three openings in a row and single runs for fewer", () => {
    const three = { window, exceptions: [skip("2027-03-12"), skip("2027-07-16")] };
    const keys = (schedule: Schedule): readonly string[] =>
      compiled(compileAwsWindows(schedule, { asOf })).value.map(({ key }) => key);
    assert.deepEqual(keys(three), [
      "every-month",
      "every-month-from-2027-04-16",
      "every-month-from-2027-08-13",
    ]);
    const two = { window, exceptions: [skip("2027-03-12"), skip("2027-06-11")] };
    assert.deepEqual(keys(two), [
      "every-month",
      "every-month-from-2027-07-16",
      "once-2027-04-16T000000",
      "once-2027-05-14T000000",
    ]);
  });
});

describe("an emergency window", () => {
  const emergencies = [
    { advisory: "CVE-2026-1", notBefore: "2026-11-25T18:00+01:00", durationMinutes: 120 },
  ];

  it("is a single run on Systems Manager, in UTC", () => {
    const windows = compiled(compileAwsWindows({ window, emergencies }, { asOf })).value;
    assert.deepEqual(windows[1], {
      key: "once-2026-11-25T170000",
      schedule: "at(2026-11-25T17:00:00)",
      scheduleTimezone: "UTC",
      duration: 2,
      cutoff: 1,
    });
  });

  it("is gone once the planning date has passed it", () => {
    const schedule = { window, emergencies };
    const sizes = ["2026-11-25", "2026-11-26"].map((date) => [
      compiled(compileAwsWindows(schedule, { asOf: date })).value.length,
      compiled(compileAzureConfigurations(schedule, { asOf: date })).value.length,
      compiled(compileSystemdTimer(schedule, { asOf: date })).value.onCalendar.length,
      compiled(compileWindowsTask(schedule, { asOf: date })).value.triggers.length,
      compiled(compileMecmSchedules(schedule, { asOf: date })).value.length,
    ]);
    assert.deepEqual(sizes, [
      [2, 2, 2, 2, 2],
      [1, 1, 1, 1, 1],
    ]);
  });
});
