import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { exceptionProblems } from "../../../../components/service/time/problems.js";
import { type Ring, ringProblems } from "../../../../components/service/time/rings.js";
import type { MaintenanceWindow } from "../../../../components/service/window.js";

const window: MaintenanceWindow = {
  week: "second",
  weekday: "tuesday",
  offsetDays: 2,
  start: "21:00",
  durationMinutes: 240,
  timeZone: "Europe/Berlin",
};

describe("problems of exceptions", () => {
  it("are none where they name openings and leave freezes alone", () => {
    const problems = exceptionProblems({
      window,
      freezes: [{ name: "examinations", from: "2026-02-10", to: "2026-03-10" }],
      exceptions: [{ action: "skip", opening: "2026-04-16", reason: "no patches" }],
    });
    assert.deepEqual(problems, []);
  });

  it("are all listed at once, each at its entry", () => {
    const problems = exceptionProblems({
      window,
      freezes: [{ name: "conference", from: "2026-05-18", to: "2026-05-22" }],
      exceptions: [
        { action: "skip", opening: "2026-04-15", reason: "a day too early" },
        { action: "move", opening: "2026-05-14", to: "2026-05-17T23:00", reason: "into a freeze" },
        { action: "skip", opening: "2026-05-14", reason: "twice" },
      ],
    });
    assert.deepEqual(
      problems.map(({ index, field }) => `${index} ${field}`),
      ["0 opening", "1 to", "2 opening"],
    );
    assert.match(problems[0]?.message ?? "", /does not open on 2026-04-15.*nothing to skip/);
    assert.match(problems[1]?.message ?? "", /moved to 2026-05-17T23:00.*"conference"/);
    assert.match(problems[2]?.message ?? "", /2026-05-14 has more than one exception/);
  });
});

describe("rings", () => {
  const from = Temporal.Instant.from("2026-01-01T00:00Z");
  const until = Temporal.Instant.from("2027-01-01T00:00Z");
  const ring = (name: string, offsetDays: number, soakHours: number): Ring => ({
    name,
    schedule: { window: { ...window, offsetDays } },
    soakHours,
  });
  const test = ring("test", 2, 0);

  it("hold when production opens a soak time after the end of the test opening", () => {
    assert.deepEqual(ringProblems([test, ring("production", 9, 164)], from, until), []);
  });

  it("break when the soak time is an hour longer, in every cycle but where an hour is added", () => {
    const problems = ringProblems([test, ring("production", 9, 165)], from, until);
    assert.equal(problems.length, 12);
    assert.match(problems[0]?.message ?? "", /"production" opens 2026-01-22T21:00.*"test" opens/);
  });

  it("count elapsed hours over a change of the clocks", () => {
    const week = { every: "week", weekday: "sunday", start: "21:00", durationMinutes: 60 } as const;
    const sundays = { ...week, timeZone: "Europe/Berlin" };
    const saturday = { ...window, week: "last", weekday: "saturday", offsetDays: 0 } as const;
    const rings = [
      { name: "test", schedule: { window: saturday }, soakHours: 0 },
      { name: "production", schedule: { window: sundays }, soakHours: 20 },
    ];
    const march = Temporal.Instant.from("2026-03-29T00:00Z");
    const problems = ringProblems(rings, march, march.add({ hours: 24 }));
    assert.equal(problems.length, 1, "from 01:00 to 21:00 are 19 hours on March 29");
  });

  it("belong to the cycle that the patch day begins, also where it ends in the next month", () => {
    const late = { ...window, week: "last", offsetDays: 7 } as const;
    const production = { name: "production", schedule: { window: late }, soakHours: 24 };
    assert.deepEqual(ringProblems([test, production], from, until), []);
    const early = { ...window, week: "second", weekday: "monday", offsetDays: 0 } as const;
    const late2 = { ...production, schedule: { window: early } };
    const crossed = ringProblems([late2, test].reverse(), from, until);
    assert.ok(
      crossed.every(({ tested }) => tested !== undefined),
      "a Monday before the patch day still belongs to the last cycle",
    );
  });

  it("report an opening whose test opening is skipped, and exempt emergencies", () => {
    const skipped: Ring = {
      ...test,
      schedule: {
        ...test.schedule,
        exceptions: [{ action: "skip", opening: "2026-04-16", reason: "none" }],
      },
    };
    const production: Ring = {
      ...ring("production", 9, 24),
      schedule: {
        window: { ...window, offsetDays: 9 },
        emergencies: [
          { advisory: "CVE-2026-1", notBefore: "2026-04-20T18:00Z", durationMinutes: 60 },
        ],
      },
    };
    const problems = ringProblems([skipped, production], from, until);
    assert.equal(problems.length, 1);
    assert.equal(problems[0]?.tested, undefined);
    assert.match(problems[0]?.message ?? "", /"test" has no opening before it/);
  });
});
