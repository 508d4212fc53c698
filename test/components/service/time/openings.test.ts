import assert from "node:assert/strict";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { openings } from "../../../../components/service/time/openings.js";
import type { Schedule } from "../../../../components/service/time/schedule.js";
import { type MaintenanceWindow, weekdays, weeks } from "../../../../components/service/window.js";
import { nextWindow } from "../nextWindow.js";

const window: MaintenanceWindow = {
  week: "second",
  weekday: "tuesday",
  offsetDays: 0,
  start: "21:00",
  durationMinutes: 240,
  timeZone: "Europe/Berlin",
};

/** The starts and ends of a year's openings in UTC, as text. */
function spans(schedule: Schedule, year: number): readonly string[] {
  const from = Temporal.Instant.from(`${year}-01-01T00:00Z`);
  const until = Temporal.Instant.from(`${year + 1}-01-01T00:00Z`);
  return openings(schedule, from, until).map(({ start, end }) => {
    const text = (at: Temporal.Instant): string => at.toString().slice(5, 16);
    return `${text(start)}/${text(end)}`;
  });
}

const starts = (schedule: Schedule, year: number): readonly string[] =>
  spans(schedule, year).map((span) => span.slice(0, 11));

describe("openings of a window", () => {
  it("keep their local time over both changes of the clocks", () => {
    const saturdays = { ...window, weekday: "saturday", week: "last", start: "23:30" } as const;
    assert.deepEqual(starts({ window: saturdays }, 2026).slice(1, 4), [
      "02-28T22:30",
      "03-28T22:30",
      "04-25T21:30",
    ]);
    assert.deepEqual(starts({ window: saturdays }, 2026).slice(9, 11), [
      "10-31T22:30",
      "11-28T22:30",
    ]);
  });

  it("last as long as they say in the nights in which the clocks change", () => {
    const lastSundays = { ...window, weekday: "sunday", week: "last", start: "01:00" } as const;
    const year = spans({ window: lastSundays }, 2026);
    assert.equal(year[2], "03-29T00:00/03-29T04:00");
    assert.equal(year[9], "10-24T23:00/10-25T03:00");
  });

  it("take the first of two times that the clocks repeat, and push forward one that they skip", () => {
    const lastSundays = { ...window, weekday: "sunday", week: "last", start: "02:30" } as const;
    const year = starts({ window: lastSundays }, 2026);
    assert.equal(year[2], "03-29T01:30");
    assert.equal(year[9], "10-25T00:30");
  });

  it("know February 29", () => {
    const fifthWeek = { ...window, week: "last", weekday: "tuesday", start: "12:00" } as const;
    assert.equal(starts({ window: fifthWeek }, 2028).at(1), "02-29T11:00");
    assert.equal(starts({ window: { ...fifthWeek, offsetDays: 1 } }, 2028).at(1), "03-01T11:00");
    assert.equal(starts({ window: { ...fifthWeek, offsetDays: 1 } }, 2027).at(1), "02-24T11:00");
  });

  it("take the fifth Tuesday for the last one, where a month has five", () => {
    const last = { ...window, week: "last" } as const;
    const fourth = { ...window, week: "fourth" } as const;
    assert.deepEqual(starts({ window: last }, 2026).slice(2, 4), ["03-31T19:00", "04-28T19:00"]);
    assert.deepEqual(starts({ window: fourth }, 2026).slice(2, 4), ["03-24T20:00", "04-28T19:00"]);
  });

  it("cross midnight at the end of a month and of a year", () => {
    const thursdays = { ...window, week: "last", weekday: "thursday", start: "23:00" } as const;
    const utc = { ...thursdays, timeZone: "UTC" };
    assert.equal(spans({ window: utc }, 2026).at(-1), "12-31T23:00/01-01T03:00");
    assert.equal(spans({ window: utc }, 2026).at(3), "04-30T23:00/05-01T03:00");
  });

  it("carry an offset into the next month", () => {
    const far = {
      ...window,
      week: "last",
      offsetDays: 20,
      start: "12:00",
      timeZone: "UTC",
    } as const;
    assert.equal(starts({ window: far }, 2026)[0], "01-19T12:00");
  });

  it("are found day by day, by counting, for every monthly window", () => {
    const from = Temporal.Instant.from("2026-01-01T00:00Z");
    const until = Temporal.Instant.from("2036-01-01T00:00Z");
    for (const week of weeks) {
      for (const offsetDays of [0, 1, 6, 7, 13, 14, 20]) {
        const utc = { ...window, week, offsetDays, start: "00:00", timeZone: "UTC" };
        const found = openings({ window: utc }, from, until).map(
          ({ start }) => start.epochMilliseconds,
        );
        assert.deepEqual(found, countedByHand(week, offsetDays), `${week} + ${offsetDays}`);
      }
    }
  });

  it("begin with the one that the first words of the service call the next", () => {
    const date = fc.date({
      min: new Date("2020-01-01T00:00:00Z"),
      max: new Date("2040-01-01T00:00:00Z"),
      noInvalidDate: true,
    });
    const days = fc.record({
      week: fc.constantFrom(...weeks),
      weekday: fc.constantFrom(...weekdays),
      offsetDays: fc.integer({ min: 0, max: 20 }),
    });
    fc.assert(
      fc.property(days, date, (chosen, at) => {
        const asOf = at.toISOString().slice(0, 10);
        const from = Temporal.PlainDate.from(asOf).toZonedDateTime("Europe/Berlin");
        const until = from.add({ days: 70 }).toInstant();
        const [first] = openings({ window: { ...window, ...chosen } }, from.toInstant(), until);
        const next = nextWindow({ ...window, ...chosen }, asOf);
        assert.equal(first?.start.toString(), next.start.toString());
      }),
    );
  });
});

/** Midnights of 2026 to 2035 that follow the nth Tuesday by a number of days. */
function countedByHand(week: (typeof weeks)[number], offsetDays: number): readonly number[] {
  const found: number[] = [];
  const day = 86_400_000;
  for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2036, 0, 1); at += day) {
    const tuesday = new Date(at - offsetDays * day);
    const nextWeek = new Date(tuesday.getTime() + 7 * day);
    const isLast = nextWeek.getUTCMonth() !== tuesday.getUTCMonth();
    const turn = Math.ceil(tuesday.getUTCDate() / 7);
    const isTurn = week === "last" ? isLast : turn === weeks.indexOf(week) + 1;
    if (tuesday.getUTCDay() === 2 && isTurn) {
      found.push(at);
    }
  }
  return found;
}

describe("openings of a schedule", () => {
  const schedule: Schedule = {
    window,
    freezes: [{ name: "examinations", from: "2026-02-10", to: "2026-03-10" }],
    exceptions: [
      { action: "skip", opening: "2026-04-14", reason: "no patches" },
      { action: "move", opening: "2026-05-12", to: "2026-05-20T22:00", reason: "conference" },
    ],
    emergencies: [
      { advisory: "CVE-2026-1", notBefore: "2026-02-11T17:59:30+01:00", durationMinutes: 90 },
    ],
  };

  it("leave frozen and skipped ones out, move moved ones and add emergencies", () => {
    assert.deepEqual(spans(schedule, 2026).slice(0, 4), [
      "01-13T20:00/01-14T00:00",
      "02-11T17:00/02-11T18:30",
      "05-20T20:00/05-21T00:00",
      "06-09T19:00/06-09T23:00",
    ]);
  });

  it("touch a freeze by no minute: what crosses midnight into it is left out as well", () => {
    const short = { ...window, durationMinutes: 180 };
    const freezes = [{ name: "day", from: "2026-01-14", to: "2026-01-14" }];
    assert.equal(starts({ window: short, freezes }, 2026)[0], "01-13T20:00");
    const long = { ...window, durationMinutes: 181 };
    assert.equal(starts({ window: long, freezes }, 2026)[0], "02-10T20:00");
  });

  it("do not move an opening that the window does not have", () => {
    const to = "2026-05-20T22:00";
    const exceptions = [{ action: "move", opening: "2026-05-13", to, reason: "typo" }] as const;
    assert.deepEqual(starts({ window, exceptions }, 2026), starts({ window }, 2026));
  });
});
