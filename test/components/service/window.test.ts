import assert from "node:assert/strict";
import fc from "fast-check";
import {
  describeWindow,
  type MaintenanceWindow,
  type Week,
  type Weekday,
  weekdays,
  weeks,
} from "../../../components/service/window.js";
import { nextWindow } from "./nextWindow.js";

const berlin: MaintenanceWindow = {
  week: "second",
  weekday: "tuesday",
  offsetDays: 2,
  start: "21:00",
  durationMinutes: 240,
  timeZone: "Europe/Berlin",
};

const opening = (window: MaintenanceWindow, asOf: string) => {
  const { start, end } = nextWindow(window, asOf);
  return [start.toString(), end.toString()];
};

const zones = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/St_Johns",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Australia/Sydney",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
  "America/Sao_Paulo",
  "Africa/Casablanca",
] as const;

const windows = fc.record({
  week: fc.constantFrom(...weeks),
  weekday: fc.constantFrom(...weekdays),
  offsetDays: fc.integer({ min: 0, max: 20 }),
  // No clock of these zones changes between five and midnight.
  start: fc
    .tuple(fc.integer({ min: 5, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`),
  durationMinutes: fc.integer({ min: 30, max: 1440 }),
  timeZone: fc.constantFrom(...zones),
});
const dates = fc
  .date({ min: new Date("2024-01-01"), max: new Date("2035-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const day = 86_400_000;
const dateText = (time: number) => new Date(time).toISOString().slice(0, 10);

/** Whether a date is that weekday of its month, by counting; no arithmetic of weeks. */
function isMatch(time: number, week: Week, weekday: Weekday): boolean {
  if (new Date(time).getUTCDay() !== (weekdays.indexOf(weekday) + 1) % 7) {
    return false;
  }
  const month = dateText(time).slice(0, 7);
  const inMonth = (shift: number) => dateText(time + shift * 7 * day).startsWith(month);
  const before = [1, 2, 3, 4].filter((shift) => inMonth(-shift)).length;
  return week === "last" ? !inMonth(1) : before === weeks.indexOf(week);
}

/** The first date from `asOf` on that follows such a weekday, by trying one day after another. */
function naiveDate(window: MaintenanceWindow, asOf: string): string {
  for (let time = Date.parse(asOf); ; time += day) {
    if (isMatch(time - window.offsetDays * day, window.week, window.weekday)) {
      return dateText(time);
    }
  }
}

/** What the clocks of a zone show at an instant, by the formatter of the runtime. */
function localTime(epoch: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "short",
  });
  return parts.format(epoch);
}

describe("a maintenance window", () => {
  it("reads as one line", () => {
    assert.equal(describeWindow(berlin), "second Tuesday + 2 days, 21:00 for 4 h, Europe/Berlin");
    assert.equal(
      describeWindow({ ...berlin, week: "last", offsetDays: 1, durationMinutes: 90 }),
      "last Tuesday + 1 day, 21:00 for 90 min, Europe/Berlin",
    );
    assert.equal(
      describeWindow({ ...berlin, offsetDays: 0 }),
      "second Tuesday, 21:00 for 4 h, Europe/Berlin",
    );
  });

  it("opens at the local time in winter and in summer", () => {
    assert.deepEqual(opening(berlin, "2026-11-21"), [
      "2026-12-10T20:00:00Z",
      "2026-12-11T00:00:00Z",
    ]);
    assert.deepEqual(opening(berlin, "2026-07-01"), [
      "2026-07-16T19:00:00Z",
      "2026-07-16T23:00:00Z",
    ]);
  });

  it("opens on the planning date itself, and the day after it is the next one's turn", () => {
    assert.equal(opening(berlin, "2026-12-10")[0], "2026-12-10T20:00:00Z");
    assert.equal(opening(berlin, "2026-12-11")[0], "2027-01-14T20:00:00Z");
  });

  it("lasts as long as it says when the clocks change within it", () => {
    // The last Sunday of March 2027 at 02:00; the window opens the evening before.
    const night = { ...berlin, week: "last", weekday: "saturday", offsetDays: 0 } as const;
    assert.deepEqual(opening({ ...night, start: "23:00" }, "2027-03-01"), [
      "2027-03-27T22:00:00Z",
      "2027-03-28T02:00:00Z",
    ]);
  });

  it("refuses a start that does not exist or exists twice", () => {
    const sunday = {
      ...berlin,
      week: "last",
      weekday: "sunday",
      offsetDays: 0,
      start: "02:30",
    } as const;
    assert.throws(() => nextWindow(sunday, "2027-03-01"), RangeError);
    assert.throws(() => nextWindow(sunday, "2026-10-01"), RangeError);
  });

  it("is found where trying one day after another finds it", () => {
    fc.assert(
      fc.property(windows, dates, (window, asOf) => {
        const { start, end } = nextWindow(window, asOf);
        assert.equal(
          localTime(start.epochMilliseconds, window.timeZone),
          `${naiveDate(window, asOf)} ${window.start}`,
        );
        assert.equal(
          end.epochMilliseconds - start.epochMilliseconds,
          window.durationMinutes * 60_000,
        );
      }),
      { numRuns: 1000 },
    );
  });
});
