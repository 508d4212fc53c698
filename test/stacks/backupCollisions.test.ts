import assert from "node:assert/strict";
import fc from "fast-check";
import type { RestoreTest } from "../../components/service/backup/restoreTest.js";
import { remembered } from "../../components/service/remembered.js";
import type { Freeze } from "../../components/service/time/schedule.js";
import { type MaintenanceWindow, weekdays, weeks } from "../../components/service/window.js";
import { readEstate } from "../../stacks/schema/read.js";
import type { Finding } from "../../stacks/schema/report/finding.js";
import { checkBackupTimes, checkTestsInFreezes } from "../../stacks/schema/resolve/backupTimes.js";
import { draftPromises } from "../../stacks/schema/resolve/promises.js";
import { timingOf } from "../../stacks/schema/resolve/timing.js";
import { classOf } from "../components/backup/compile/classOf.js";
import { dayLength, dayOf, isTurn } from "../components/patching/evaluators/civil.js";
import { startOfDay } from "../components/patching/generated.js";
import { dueInstants, firstInstant, schedules } from "../components/service/backup/wallClock.js";

const minute = 60_000;
/** Zones of both hemispheres and of none; more of them only cost time here. */
const zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"];
const asOf = "2026-11-21";
const firstDay = Date.parse(asOf) / dayLength;
const lastDay = Date.parse("2027-12-21") / dayLength;

/** Something that goes on, in epoch milliseconds. */
interface Span {
  readonly from: number;
  readonly until: number;
}

const meet = (one: Span, other: Span) => one.from < other.until && other.from < one.until;

/** When things run that run on the nth weekday of a month, days later, by the days of a calendar. */
function monthly(
  { week, weekday, offsetDays, start, durationMinutes, timeZone }: MaintenanceWindow,
  isMonth = (_month: number) => true,
): Span[] {
  const [hours = 0, minutes = 0] = start.split(":").map(Number);
  const turn = week === "last" ? week : weeks.indexOf(week) + 1;
  const days = Array.from({ length: lastDay - firstDay + 60 }, (_, index) => firstDay - 40 + index);
  return days
    .filter((number) => {
      const day = dayOf(number);
      const isDay = weekdays[(day.weekday + 6) % 7] === weekday;
      return isDay && isTurn(day, turn) && isMonth(day.month);
    })
    .map((number) => {
      const wall = (number + offsetDays) * dayLength + (hours * 60 + minutes) * minute;
      const from = firstInstant(wall, timeZone);
      return { from, until: from + durationMinutes * minute };
    });
}

/** The days of a freeze, both included. */
const frozen = ({ from, to }: Freeze, timeZone: string): Span => ({
  from: firstInstant(Date.parse(from), timeZone),
  until: firstInstant(Date.parse(to) + dayLength, timeZone),
});

const testSpans = ({ every, ...test }: RestoreTest) =>
  monthly({ ...test, offsetDays: 0 }, (month) => every === "month" || month % 3 === 1);

const local = { start: startOfDay, timeZone: fc.constantFrom(...zones) };
const turn = { week: fc.constantFrom(...weeks), weekday: fc.constantFrom(...weekdays) };
const windows = fc.record({
  ...{ ...turn, ...local, offsetDays: fc.integer({ min: 0, max: 13 }) },
  durationMinutes: fc.constantFrom(30, 120, 180, 480),
});
const restoreTests = fc.record({
  ...{ ...turn, ...local, every: fc.constantFrom("month" as const, "quarter" as const) },
  durationMinutes: fc.constantFrom(60, 480, 1440, 10_080),
});
const freezes = fc
  .record({ day: fc.integer({ min: 0, max: 400 }), days: fc.integer({ min: 0, max: 20 }) })
  .map(({ day, days }): Freeze => {
    const dateOf = (number: number) => new Date(number * dayLength).toISOString().slice(0, 10);
    const first = firstDay + day;
    return { name: "exams", from: dateOf(first), to: dateOf(first + days) };
  });
const runs = process.env["SOAK"] === undefined ? 40 : 3000;
const nothingPromised = draftPromises({}, () => undefined);
/** A week of tests that ends in the month after. */
const long = {
  ...({ every: "month", week: "last", weekday: "sunday" } as const),
  ...({ start: "00:00", timeZone: "UTC", durationMinutes: 10_080 } as const),
};

const repository = remembered(
  () => readEstate("stacks", "chemistry").estate,
  () => "",
);

/** What is said of one server of a class that is patched in a window. */
function foundOf(
  backup: ReturnType<typeof classOf>,
  window: MaintenanceWindow,
  frozenDays: readonly Freeze[],
): Finding[] {
  const { servers, patchGroups } = repository();
  const [server = assert.fail()] = servers;
  const group = patchGroups[server.patchGroup] ?? assert.fail();
  const schedule = { window, freezes: frozenDays };
  const own = { ...group, window: { ...group.window, ...window, name: "night" }, schedule };
  const findings: Finding[] = [];
  const report = (finding: Finding) => findings.push(finding);
  const { timing } = timingOf(asOf, nothingPromised, report);
  checkBackupTimes({}, [{ ...server, backup }], new Map([[server.patchGroup, own]]), timing);
  return findings;
}

describe("generated classes, windows and freezes of 13 months", () => {
  it("are refused exactly where a simulation finds a backup or a test in a window, with both named", () => {
    const counts = { met: 0, clear: 0 };
    fc.assert(
      fc.property(
        schedules(zones),
        fc.integer({ min: 61, max: 400 }),
        fc.option(restoreTests),
        windows,
        fc.array(freezes, { maxLength: 2 }),
        (schedule, completeWithinMinutes, restoreTest, window, frozenDays) => {
          const backup = classOf({
            ...{ schedule, completeWithinMinutes },
            ...(restoreTest && { restoreTest }),
          });
          const found = foundOf(backup, window, frozenDays);
          const range = { from: (firstDay - 3) * dayLength, until: (lastDay + 3) * dayLength };
          const backups = dueInstants(schedule, range).map((from) => ({
            ...{ from, until: from + completeWithinMinutes * minute },
          }));
          const tests = restoreTest === null ? [] : testSpans(restoreTest);
          const [begins, ends] = [firstDay, lastDay].map((day) =>
            firstInstant(day * dayLength, window.timeZone),
          );
          const pauses = frozenDays.map((days) => frozen(days, window.timeZone));
          const met = monthly(window)
            .filter(({ from }) => (begins ?? 0) <= from && from < (ends ?? 0))
            .filter((opening) => !pauses.some((pause) => meet(pause, opening)))
            .find((opening) => [...backups, ...tests].some((one) => meet(one, opening)));
          counts[met === undefined ? "clear" : "met"] += 1;
          assert.equal(found.length, met === undefined ? 0 : 1);
          if (met !== undefined) {
            const isBackup = backups.some((one) => meet(one, met));
            assert.match(
              found[0]?.message ?? "",
              new RegExp(`a ${isBackup ? "backup" : "restore test"} of "standard" .* "night"`),
            );
          }
        },
      ),
      { numRuns: runs },
    );
    assert.ok(counts.met > 5 && counts.clear > 5, JSON.stringify(counts));
  });

  it("are refused exactly where a simulation finds a test in a freeze, with both named", () => {
    const counts = { met: 0, clear: 0 };
    fc.assert(
      fc.property(
        restoreTests,
        freezes,
        fc.option(fc.integer({ min: 0, max: 12 })),
        (restoreTest, any, nth) => {
          const spans = testSpans(restoreTest);
          // Freezes that begin on the day after a test began are where mistakes are made.
          const near = nth === null ? undefined : spans[nth % spans.length];
          const day = near && new Date(near.from + dayLength).toISOString().slice(0, 10);
          const freeze = day === undefined ? any : { ...any, from: day, to: day };
          const findings: Finding[] = [];
          const classes = new Map([["standard", classOf({ restoreTest })]]);
          checkTestsInFreezes(classes, [freeze], (finding) => findings.push(finding));
          const pause = frozen(freeze, restoreTest.timeZone);
          const isMet = spans.some((span) => meet(span, pause));
          counts[isMet ? "met" : "clear"] += 1;
          assert.equal(findings.length, isMet ? 1 : 0, JSON.stringify([restoreTest, freeze]));
          if (isMet) {
            assert.match(findings[0]?.message ?? "", /of "standard" .* in the freeze "exams"/);
          }
        },
      ),
      { numRuns: runs, examples: [[long, { name: "exams", from: asOf, to: asOf }, 3]] },
    );
    assert.ok(counts.met > 5 && counts.clear > 5, JSON.stringify(counts));
  });
});
