import assert from "node:assert/strict";
import { awsRuns, cronWallTimes } from "./awsCron.js";
import { azureRuns, azureWallTimes } from "./azureRecurrence.js";
import type { Range } from "./civil.js";
import { mecmRuns } from "./mecmToken.js";
import { taskRuns } from "./scheduledTask.js";
import { systemdRuns } from "./systemdCalendar.js";

const span = (from: string, until: string): Range => ({
  from: Date.parse(`${from}T00:00:00Z`),
  until: Date.parse(`${until}T00:00:00Z`),
});

const early2027 = span("2027-01-01", "2027-04-01");

/** Wall times in a range, as text. */
const texts = (times: readonly number[], { from, until }: Range): readonly string[] =>
  times
    .filter((at) => from <= at && at < until)
    .map((at) => new Date(at).toISOString().slice(0, 16));

describe("the evaluator of Systems Manager's schedules, by AWS's examples", () => {
  const cases: readonly (readonly [string, Range, readonly string[]])[] = [
    [
      "cron(0 16 ? * TUE *)",
      span("2027-01-01", "2027-01-15"),
      ["2027-01-05T16:00", "2027-01-12T16:00"],
    ],
    [
      "cron(0 10 * * ? *)",
      span("2027-01-01", "2027-01-03"),
      ["2027-01-01T10:00", "2027-01-02T10:00"],
    ],
    [
      "cron(0 18 ? * MON-FRI *)",
      span("2027-01-01", "2027-01-05"),
      ["2027-01-01T18:00", "2027-01-04T18:00"],
    ],
    ["cron(0 8 1 * ? *)", early2027, ["2027-01-01T08:00", "2027-02-01T08:00", "2027-03-01T08:00"]],
    [
      "cron(0/15 * * * ? *)",
      { from: Date.parse("2027-01-01T00:00Z"), until: Date.parse("2027-01-01T00:31Z") },
      ["2027-01-01T00:00", "2027-01-01T00:15", "2027-01-01T00:30"],
    ],
    [
      "cron(0 2 ? * THU#3 *)",
      early2027,
      ["2027-01-21T02:00", "2027-02-18T02:00", "2027-03-18T02:00"],
    ],
    [
      "cron(15 10 ? * 6L *)",
      early2027,
      ["2027-01-29T10:15", "2027-02-26T10:15", "2027-03-26T10:15"],
    ],
    ["cron(0 2 L * ? *)", early2027, ["2027-01-31T02:00", "2027-02-28T02:00", "2027-03-31T02:00"]],
    ["cron(15 10 ? * 6L 2002-2005)", early2027, []],
  ];
  for (const [schedule, range, expected] of cases) {
    it(schedule, () => {
      assert.deepEqual(texts(cronWallTimes(schedule, range), range), expected);
    });
  }

  it("runs two days after the third Tuesday with a schedule offset of 2", () => {
    const window = {
      key: "example",
      schedule: "cron(30 23 ? * TUE#3 *)",
      scheduleOffset: 2,
      duration: 4,
      cutoff: 1,
    };
    assert.deepEqual(texts(awsRuns(window, early2027), early2027), [
      "2027-01-21T23:30",
      "2027-02-18T23:30",
      "2027-03-18T23:30",
    ]);
  });

  it("does not run tomorrow when it is created a day after a cron day with an offset of 2", () => {
    const window = {
      key: "example",
      schedule: "cron(30 23 ? * TUE#3 *)",
      scheduleOffset: 2,
      duration: 4,
      cutoff: 1,
    };
    const createdAt = Date.parse("2027-01-20T12:00Z");
    const runs = awsRuns(window, { ...early2027, createdAt });
    assert.equal(texts(runs, early2027)[0], "2027-02-18T23:30");
  });

  it("first runs on January 6 with a start date of January 1, 2021 in Los Angeles", () => {
    const window = {
      key: "example",
      schedule: "cron(0 09 ? * WED *)",
      scheduleTimezone: "America/Los_Angeles",
      startDate: "2021-01-01T00:00:00-08:00",
      duration: 3,
      cutoff: 1,
    };
    const range = span("2020-12-01", "2021-02-01");
    assert.equal(texts(awsRuns(window, range), range)[0], "2021-01-06T17:00");
  });

  it("runs once, in UTC, at a timestamp", () => {
    const range = span("2020-01-01", "2021-01-01");
    const window = { key: "example", schedule: "at(2020-07-07T15:55:00)", duration: 4, cutoff: 1 };
    assert.deepEqual(texts(awsRuns(window, range), range), ["2020-07-07T15:55"]);
  });
});

describe("the evaluator of Azure's recurrences, by Microsoft's examples", () => {
  const cases: readonly (readonly [string, string, Range, readonly string[]])[] = [
    ["Day", "2027-01-30 08:00", span("2027-01-01", "2027-02-01"), ["01-30", "01-31"]],
    ["3Days", "2027-01-01 08:00", span("2027-01-01", "2027-01-09"), ["01-01", "01-04", "01-07"]],
    ["3Weeks", "2027-01-05 08:00", span("2027-01-01", "2027-02-01"), ["01-05", "01-26"]],
    [
      "Week Saturday,Sunday",
      "2027-01-01 08:00",
      span("2027-01-01", "2027-01-11"),
      ["01-02", "01-03", "01-09", "01-10"],
    ],
    ["2Months", "2027-01-10 08:00", early2027, ["01-10", "03-10"]],
    [
      "Month day23,day24",
      "2027-01-01 08:00",
      span("2027-01-01", "2027-03-01"),
      ["01-23", "01-24", "02-23", "02-24"],
    ],
    ["Month Last Sunday", "2027-01-01 08:00", early2027, ["01-31", "02-28", "03-28"]],
    ["Month Fourth Monday", "2027-01-01 08:00", early2027, ["01-25", "02-22", "03-22"]],
    ["Month Last Sunday Offset-3", "2027-01-01 08:00", early2027, ["01-28", "02-25", "03-25"]],
    ["Month Third Sunday Offset6", "2027-01-01 08:00", early2027, ["01-23", "02-27", "03-27"]],
  ];
  for (const [recurEvery, startDateTime, range, expected] of cases) {
    it(recurEvery, () => {
      const times = texts(azureWallTimes({ recurEvery, startDateTime }, range), range);
      assert.deepEqual(
        times,
        expected.map((day) => `2027-${day}T08:00`),
      );
    });
  }

  it("keeps the local time of its zone over a change of the clocks", () => {
    const maintenance = {
      key: "example",
      recurEvery: "Month Second Tuesday",
      startDateTime: "2027-03-01 21:00",
      timeZone: "W. Europe Standard Time",
      duration: "03:00",
    };
    const range = span("2027-03-01", "2027-05-01");
    assert.deepEqual(texts(azureRuns(maintenance, range), range), [
      "2027-03-09T20:00",
      "2027-04-13T19:00",
    ]);
  });
});

describe("the evaluator of systemd's calendar events, by the examples of systemd.time(7)", () => {
  const year = span("2012-01-01", "2013-01-01");
  const same: readonly (readonly [string, string, Range?])[] = [
    ["Sat,Thu,Mon..Wed,Sat..Sun", "Mon..Thu,Sat,Sun *-*-* 00:00:00"],
    ["Mon,Sun 12-*-* 2,1:23", "Mon,Sun 2012-*-* 01,02:23:00"],
    ["Wed *-1", "Wed *-*-01 00:00:00"],
    ["Wed..Wed,Wed *-1", "Wed *-*-01 00:00:00"],
    ["Wed, 17:48", "Wed *-*-* 17:48:00"],
    ["Wed..Sat,Tue 12-10-17 1:2:3", "Tue..Sat 2012-10-17 01:02:03"],
    ["*-*-7 0:0:0", "*-*-07 00:00:00"],
    ["10-15", "*-10-15 00:00:00"],
    ["monday *-12-* 17:00", "Mon *-12-* 17:00:00"],
    ["Mon,Fri *-*-3,1,2 *:30:45", "Mon,Fri *-*-01,02,03 *:30:45"],
    ["12,14,13,12:20,10,30", "*-*-* 12,13,14:10,20,30:00"],
    ["12..14:10,20,30", "*-*-* 12,13,14:10,20,30:00"],
    ["mon,fri *-1/2-1,3 *:30:45", "Mon,Fri *-01,03,05,07,09,11-01,03 *:30:45"],
    ["03-05 08:05:40", "*-03-05 08:05:40"],
    ["08:05:40", "*-*-* 08:05:40"],
    ["Sat,Sun 12-05 08:05:40", "Sat,Sun *-12-05 08:05:40", span("2010-12-01", "2011-01-01")],
    ["2003-02..04-05", "2003-02,03,04-05 00:00:00", span("2003-01-01", "2004-01-01")],
    ["2003-03-05 05:40 UTC", "2003-03-05 05:40:00 UTC", span("2003-01-01", "2004-01-01")],
    [
      "weekly Pacific/Auckland",
      "Mon *-*-* 00:00:00 Pacific/Auckland",
      span("2020-01-01", "2021-01-01"),
    ],
    ["quarterly", "*-01,04,07,10-01 00:00:00"],
    ["*:2/3", "*-*-* *:02,05,08,11,14,17,20,23,26,29,32,35,38,41,44,47,50,53,56,59:00"],
  ];
  for (const [event, normalized, range = year] of same) {
    it(`${event} is ${normalized}`, () => {
      const runs = systemdRuns(event, range);
      assert.ok(runs.length > 0);
      assert.deepEqual(runs, systemdRuns(normalized, range));
    });
  }

  it("counts days from the end of the month after a tilde", () => {
    const range = span("2027-01-01", "2028-01-01");
    assert.deepEqual(texts(systemdRuns("*-02~03", range), range), ["2027-02-26T00:00"]);
    assert.deepEqual(texts(systemdRuns("Mon *-05~07/1", range), range), ["2027-05-31T00:00"]);
  });

  it("elapses on the first or fifth day of a month of 2012 that is a Thursday or a Friday", () => {
    const runs = texts(systemdRuns("Thu,Fri 2012-*-1,5 11:12:13", year), year);
    assert.deepEqual(
      runs.map((text) => text.slice(5, 10)),
      ["01-05", "03-01", "04-05", "06-01", "07-05", "10-05", "11-01"],
    );
  });
});

describe("the evaluator of scheduled tasks, by Microsoft's example", () => {
  it("starts at 8:00 AM on Monday of the first week of every month until the end boundary", () => {
    const months =
      "January February March April May June July August September October November December";
    const xml =
      "<Triggers><CalendarTrigger><StartBoundary>2005-01-01T08:00:00</StartBoundary>" +
      "<EndBoundary>2007-01-01T00:00:00</EndBoundary><ScheduleByMonthDayOfWeek>" +
      "<Weeks><Week>1</Week></Weeks><DaysOfWeek><Monday/></DaysOfWeek>" +
      `<Months>${months
        .split(" ")
        .map((month) => `<${month}/>`)
        .join("")}</Months>` +
      "</ScheduleByMonthDayOfWeek></CalendarTrigger></Triggers>";
    const range = span("2004-01-01", "2008-01-01");
    const runs = texts(taskRuns({ xml }, "UTC", range), range);
    assert.deepEqual(runs.slice(0, 3), [
      "2005-01-03T08:00",
      "2005-02-07T08:00",
      "2005-03-07T08:00",
    ]);
    assert.equal(runs.length, 24);
  });
});

describe("the evaluator of Configuration Manager's tokens, by Microsoft's examples", () => {
  const token = { start: "2027-01-01T02:00", end: "2027-01-01T05:00", isUtc: true };

  it("knows the second Saturday of every month and the second Monday plus 0 days", () => {
    const saturday = {
      ...token,
      recurrence: { dayOfWeek: "Saturday", weekOrder: "Second", offsetDay: 0, recurCount: 1 },
    } as const;
    const monday = {
      ...token,
      recurrence: { dayOfWeek: "Monday", weekOrder: "Second", offsetDay: 0, recurCount: 1 },
    } as const;
    assert.deepEqual(texts(mecmRuns(saturday, "UTC", early2027), early2027), [
      "2027-01-09T02:00",
      "2027-02-13T02:00",
      "2027-03-13T02:00",
    ]);
    assert.equal(texts(mecmRuns(monday, "UTC", early2027), early2027)[0], "2027-01-11T02:00");
  });

  it("knows an event that does not recur", () => {
    const once = { ...token, recurrence: { nonrecurring: true } } as const;
    assert.deepEqual(texts(mecmRuns(once, "Europe/Berlin", early2027), early2027), [
      "2027-01-01T02:00",
    ]);
  });
});
