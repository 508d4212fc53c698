import assert from "node:assert/strict";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { announcedChanges } from "../../../../components/patching/announcements.plan.js";
import { isApproved, refusal } from "../../../../components/service/time/approvals.js";
import { muteIntervals } from "../../../../components/service/time/mutes.js";
import { openings } from "../../../../components/service/time/openings.js";
import type { Schedule } from "../../../../components/service/time/schedule.js";
import type { MaintenanceWindow } from "../../../../components/service/window.js";
import { anyWindow, localDate } from "../../patching/generated.js";

const window: MaintenanceWindow = {
  week: "second",
  weekday: "tuesday",
  offsetDays: 7,
  start: "21:00",
  durationMinutes: 240,
  timeZone: "Europe/Berlin",
};
const lead = { patching: 7 * 24, emergency: 4 };

const changes = (before: Schedule, after: Schedule, asOf: string) => {
  const group = (schedule: Schedule) => ({
    production: { base: "production", schedule, servers: ["a", "b"] },
  });
  return announcedChanges(group(before), group(after), { asOf, lead });
};

const told = (before: Schedule, after: Schedule, asOf: string) =>
  changes(before, after, asOf).map(
    ({ change, opening }) => `${change} ${opening.start.toString().slice(0, 10)}`,
  );

const skipped: Schedule = {
  window,
  exceptions: [{ action: "skip", opening: "2026-12-15", reason: "exam" }],
};

describe("a change of an announced window", () => {
  it("is free until the lead time begins, and too late from then on", () => {
    // The notice of December 15, 21:00, is in time until December 8, 21:00.
    assert.deepEqual(told({ window }, skipped, "2026-12-08"), []);
    assert.deepEqual(told({ window }, skipped, "2026-12-09"), ["cancelled 2026-12-15"]);
    assert.deepEqual(told(skipped, { window }, "2026-12-09"), ["added 2026-12-15"]);
    assert.deepEqual(told({ window }, skipped, "2026-12-16"), []);
  });

  it("is a new start as well as a new end", () => {
    const longer = { window: { ...window, durationMinutes: 300 } };
    const all = ["cancelled 2026-12-15", "added 2026-12-15"];
    assert.deepEqual(told({ window }, longer, "2026-12-10"), all);
    const later = { window: { ...window, offsetDays: 8 } };
    const moved = ["cancelled 2026-12-15", "added 2026-12-16"];
    assert.deepEqual(told({ window }, later, "2026-12-10"), moved);
  });

  it("is none where the customer puts patches off, but is one where they come back", () => {
    const days = { from: "2026-12-14", to: "2026-12-20" };
    const put: Schedule = { window, deferrals: [{ ...days, reason: "exam", approver: "x" }] };
    assert.deepEqual(told({ window }, put, "2026-12-10"), []);
    assert.deepEqual(told(put, { window }, "2026-12-10"), ["added 2026-12-15"]);
  });

  it("has the shorter lead time in an emergency", () => {
    const at = (notBefore: string): Schedule => ({
      window,
      emergencies: [{ advisory: "CVE-1", notBefore, durationMinutes: 60 }],
    });
    assert.deepEqual(told({ window }, at("2026-12-01T04:00+01:00"), "2026-12-01"), []);
    assert.deepEqual(told({ window }, at("2026-12-01T03:59+01:00"), "2026-12-01"), [
      "added 2026-12-01",
    ]);
  });

  it("counts for servers that stay, and for those that change their group", () => {
    const later = { ...window, offsetDays: 8 };
    const group = (base: string, offset: MaintenanceWindow, servers: readonly string[]) => ({
      [base]: { base, schedule: { window: offset }, servers },
    });
    const rules = { asOf: "2026-12-10", lead };
    const before = { ...group("one", window, ["a"]), ...group("two", later, ["b"]) };
    const same = announcedChanges(before, { ...before, ...group("three", later, ["new"]) }, rules);
    assert.deepEqual(same, []);
    const after = group("two", later, ["a", "b"]);
    const moved = announcedChanges(before, after, rules);
    assert.deepEqual(
      moved.map(({ group: name, change }) => `${name} ${change}`),
      ["one cancelled", "two added"],
    );
  });

  it("is refused with the notice period and the approval that allows it", () => {
    const [notice] = changes({ window }, skipped, "2026-12-10");
    assert.ok(notice);
    const text = refusal(notice);
    assert.match(text, /2026-12-15 21:00 Europe\/Berlin was announced and would not open/);
    assert.match(text, /notice period of 168 h has begun/);
    assert.match(text, /approvals: \[\{ group: production, openings: \[2026-12-15\]/);
    const approval = { group: "production", openings: ["2026-12-15"], approver: "x" };
    assert.ok(isApproved(notice, [approval]));
    assert.ok(!isApproved(notice, [{ ...approval, group: "test" }]));
    assert.ok(!isApproved(notice, [{ ...approval, openings: ["2026-12-16"] }]));
  });
});

const zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"] as const;
const schedules = fc
  .constantFrom(...zones)
  .chain(anyWindow)
  .chain((any) =>
    fc.record({
      window: fc.constant(any),
      deferrals: fc.array(
        fc.tuple(localDate, fc.integer({ min: 0, max: 34 })).map(([from, days]) => ({
          from,
          to: Temporal.PlainDate.from(from).add({ days }).toString(),
          reason: "exam",
          approver: "x",
        })),
        { maxLength: 3 },
      ),
      emergencies: fc.array(
        fc.record({
          advisory: fc.constant("CVE-1"),
          notBefore: localDate.map((date) => `${date}T18:00Z`),
          durationMinutes: fc.integer({ min: 1, max: 24 }).map((hours) => hours * 60),
        }),
        { maxLength: 3 },
      ),
    }),
  );
const from = Temporal.Instant.from("2017-01-01T00:00Z");
const until = Temporal.Instant.from("2029-01-01T00:00Z");

describe("a deferral", () => {
  it("takes every regular moment of its days and no other opening", () => {
    fc.assert(
      fc.property(schedules, (schedule) => {
        const { window: any, deferrals } = schedule;
        const kept = openings({ window: any, deferrals }, from, until);
        const all = openings({ window: any }, from, until);
        const isPut = ({ start, end }: (typeof all)[number]) =>
          deferrals.some((days) => {
            const last = end.subtract({ nanoseconds: 1 }).toZonedDateTimeISO(any.timeZone);
            const first = start.toZonedDateTimeISO(any.timeZone);
            const [a, b] = [first, last].map((time) => time.toPlainDate().toString());
            return (a ?? "") <= days.to && (b ?? "") >= days.from;
          });
        const text = (list: typeof all) => list.map(({ start }) => start.toString());
        assert.deepEqual(text(kept), text(all.filter((opening) => !isPut(opening))));
        const end =
          deferrals
            .map(({ to }) => to)
            .sort()
            .at(-1) ?? "2026-01-01";
        const later = (list: typeof all) => text(list).filter((start) => start.slice(0, 10) > end);
        assert.ok(later(kept).length >= later(all).length - 1, "it never comes back");
      }),
      { numRuns: 15 },
    );
  });
});

describe("mute intervals", () => {
  it("hold exactly the moments of the openings, apart from each other", () => {
    fc.assert(
      fc.property(schedules, (schedule) => {
        const opened = openings(schedule, from, until);
        const muted = muteIntervals(schedule, from, until);
        const moments = [...opened, ...muted].flatMap(({ start, end }) =>
          [start, end].flatMap((at) => [at, at.subtract({ seconds: 1 }), at.add({ seconds: 1 })]),
        );
        const holds = (spans: readonly { start: Temporal.Instant; end: Temporal.Instant }[]) =>
          moments.map((at) =>
            spans.some(
              ({ start, end }) =>
                start.epochMilliseconds <= at.epochMilliseconds &&
                at.epochMilliseconds < end.epochMilliseconds,
            ),
          );
        assert.deepEqual(holds(muted), holds(opened));
        assert.ok(
          muted.every(({ start }, index) => {
            const before = muted[index - 1];
            return before === undefined || Temporal.Instant.compare(before.end, start) < 0;
          }),
        );
      }),
      { numRuns: 4 },
    );
  });
});
