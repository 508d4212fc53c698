import assert from "node:assert/strict";
import type { Window } from "../../../../components/service/time/schedule.js";
import { weekdays } from "../../../../components/service/window.js";
import { schedulerNames, schedulers } from "../schedulers.js";
import { assertAgreement } from "./agreement.js";

const asOf = "2026-11-21";
const hours = { start: "21:00", durationMinutes: 180, timeZone: "Europe/Berlin" };

/** When every scheduler fires between two dates in UTC; they agree. */
function runs(window: Window, from: string, until: string): readonly string[] {
  const range = { from: Date.parse(`${from}T00:00Z`), until: Date.parse(`${until}T00:00Z`) };
  const all = schedulerNames.map((scheduler) => {
    const outcome = schedulers[scheduler]({ window }, { asOf }, range);
    assert.ok(outcome.kind === "compiled", scheduler);
    return outcome.runs.map((at) => new Date(at).toISOString().slice(0, 16));
  });
  for (const other of all) {
    assert.deepEqual(other, all[0]);
  }
  return all[0] ?? [];
}

describe("every scheduler", () => {
  it("keeps the local time in the weeks around both changes of the clocks", () => {
    for (const weekday of weekdays) {
      const window = { every: "week", weekday, ...hours } as const;
      assertAgreement({ window }, { asOf });
      const spring = runs(window, "2027-03-22", "2027-04-04");
      const autumn = runs(window, "2027-10-25", "2027-11-07");
      const isSunday = weekday === "sunday";
      assert.deepEqual(
        spring.map((text) => text.slice(11)),
        isSunday ? ["19:00"] : ["20:00", "19:00"],
      );
      assert.deepEqual(
        autumn.map((text) => text.slice(11)),
        isSunday ? ["20:00"] : ["19:00", "20:00"],
      );
    }
  });

  it("knows February 29, and March 1 after it", () => {
    const window = { week: "last", weekday: "tuesday", offsetDays: 0, ...hours } as const;
    assert.deepEqual(runs(window, "2028-02-01", "2028-03-10"), ["2028-02-29T20:00"]);
    const after = { ...window, offsetDays: 1 };
    assert.deepEqual(runs(after, "2028-02-10", "2028-03-10"), ["2028-03-01T20:00"]);
    const fourth = { ...window, week: "fourth", offsetDays: 7 } as const;
    assert.deepEqual(runs(fourth, "2028-02-10", "2028-03-10"), ["2028-02-29T20:00"]);
    assert.deepEqual(runs(fourth, "2027-02-10", "2027-03-10"), ["2027-03-02T20:00"]);
  });

  it("tells the fourth, the last and the week after the fourth of five Tuesdays apart", () => {
    const window = { week: "fourth", weekday: "tuesday", offsetDays: 0, ...hours } as const;
    assert.deepEqual(runs(window, "2027-03-10", "2027-04-10"), ["2027-03-23T20:00"]);
    assert.deepEqual(runs({ ...window, week: "last" }, "2027-03-10", "2027-04-10"), [
      "2027-03-30T19:00",
    ]);
    assert.deepEqual(runs({ ...window, offsetDays: 7 }, "2027-03-10", "2027-04-10"), [
      "2027-03-30T19:00",
    ]);
  });

  it("opens windows over midnight at the end of a month and of a year on the day they start", () => {
    const late = { ...hours, start: "23:30", timeZone: "UTC" };
    const window = { week: "last", weekday: "friday", offsetDays: 0, ...late } as const;
    assert.deepEqual(runs(window, "2027-12-01", "2028-01-10"), ["2027-12-31T23:30"]);
    assert.deepEqual(runs(window, "2027-04-20", "2027-05-10"), ["2027-04-30T23:30"]);
  });

  it("takes the first of two times that the clocks repeat on systemd, as the model does", () => {
    const window = {
      week: "last",
      weekday: "sunday",
      offsetDays: 0,
      ...hours,
      start: "02:30",
    } as const;
    const exceptions = springSundays.map(
      (opening) => ({ action: "skip", opening, reason: "the hour does not exist" }) as const,
    );
    const refusals = assertAgreement({ window, exceptions }, { asOf });
    assert.equal(refusals.systemd, undefined);
    assert.equal(refusals.ssm?.excesses[0]?.limit, "ssm-clock-changes");
  });

  it("counts days only from days on which the start exists, or refuses", () => {
    const window = {
      week: "last",
      weekday: "sunday",
      offsetDays: 1,
      ...hours,
      start: "02:30",
    } as const;
    const refusals = assertAgreement({ window }, { asOf });
    assert.deepEqual(Object.keys(refusals), ["ssm", "azure", "mecm"]);
  });

  it("stops and resumes in the zone of the window on servers whose clocks show another one", () => {
    const freezes = [{ name: "examinations", from: "2027-04-01", to: "2027-06-30" }];
    for (const [timeZone, start] of [
      ["America/Los_Angeles", "21:00"],
      ["Pacific/Auckland", "08:00"],
    ] as const) {
      for (const weekday of weekdays) {
        const weekly = { every: "week", weekday, ...hours, start, timeZone } as const;
        const monthly = {
          week: "first",
          weekday,
          offsetDays: 2,
          ...hours,
          start,
          timeZone,
        } as const;
        for (const window of [weekly, monthly]) {
          const options = { asOf: "2027-01-01", serverTimeZone: "Europe/Berlin" };
          assert.deepEqual(Object.keys(assertAgreement({ window, freezes }, options)), ["mecm"]);
        }
      }
    }
  });

  it("knows servers whose clocks show another zone, or refuses them", () => {
    const window = { week: "second", weekday: "tuesday", offsetDays: 3, ...hours } as const;
    for (const serverTimeZone of ["America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC"]) {
      const refusals = assertAgreement({ window }, { asOf, serverTimeZone });
      assert.deepEqual(Object.keys(refusals), ["mecm"]);
      const utc = { ...window, timeZone: "UTC", start: "00:30" };
      assert.deepEqual(assertAgreement({ window: utc }, { asOf, serverTimeZone }), {});
      const west = { ...window, timeZone: "America/Los_Angeles" };
      assert.deepEqual(Object.keys(assertAgreement({ window: west }, { asOf, serverTimeZone })), [
        "mecm",
      ]);
    }
  });
});

/** The last Sundays of March while the forms are exact. */
const springSundays = [
  "2027-03-28",
  "2028-03-26",
  "2029-03-25",
  "2030-03-31",
  "2031-03-30",
  "2032-03-28",
  "2033-03-27",
  "2034-03-26",
  "2035-03-25",
  "2036-03-30",
  "2037-03-29",
  "2038-03-28",
];
