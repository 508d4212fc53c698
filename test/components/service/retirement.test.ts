import assert from "node:assert/strict";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import {
  isRetired,
  nextStep,
  type Retirement,
  retirementNotice,
  retirementOf,
  returnNotice,
} from "../../../components/service/retirement.js";

const date = fc
  .integer({ min: 0, max: 1500 })
  .map((days) => Temporal.PlainDate.from("2026-01-01").add({ days }).toString());
const life = fc.record({
  from: date,
  asOf: date,
  quarantineDays: fc.integer({ min: 1, max: 400 }),
  keepDays: fc.integer({ min: 1, max: 3650 }),
});
const daily = { every: "day", start: "01:00", timeZone: "Europe/Berlin" } as const;
const decided = {
  reason: "replaced by lims-db-2",
  requester: "it@chemistry.example.edu",
  approver: "duty-manager@provider.example.edu",
};

function at(from: string, asOf: string, quarantineDays = 30, keepDays = 90): Retirement {
  const backup = { schedule: daily, keep: { days: keepDays } };
  return retirementOf({ from, ...decided }, { backup, quarantineDays, asOf });
}

const days = (from: string, to: string) =>
  Temporal.PlainDate.from(from).until(to, { largestUnit: "days" }).days;
const order = ["planned", "retired", "reclaimable"];

describe("the end of a server's life", () => {
  it("goes through its stages by the planning date alone, each in its days", () => {
    fc.assert(
      fc.property(life, ({ from, asOf, quarantineDays, keepDays }) => {
        const { stage, reclaimFrom } = at(from, asOf, quarantineDays, keepDays);
        const since = days(from, asOf);
        assert.equal(
          stage,
          since < 0 ? "planned" : since < quarantineDays ? "retired" : "reclaimable",
        );
        assert.equal(days(from, reclaimFrom), quarantineDays);
        assert.equal(isRetired({ retirement: at(from, asOf, quarantineDays) }), since >= 0);
      }),
    );
    assert.equal(isRetired({}), false);
  });

  it("never goes back to a stage before as the planning date goes on", () => {
    fc.assert(
      fc.property(life, fc.nat(1000), ({ from, asOf, quarantineDays }, later) => {
        const next = Temporal.PlainDate.from(asOf).add({ days: later }).toString();
        const [now, then] = [asOf, next].map((day) =>
          order.indexOf(at(from, day, quarantineDays).stage),
        );
        assert.ok(now !== undefined && then !== undefined && now <= then);
      }),
    );
  });

  it("keeps the last backup that was due before its day, for the days of its class", () => {
    const hourly = { every: "hours", hours: 8, start: "01:00", timeZone: "UTC" } as const;
    const weekly = {
      every: "week",
      weekday: "sunday",
      start: "23:59",
      timeZone: "Europe/Berlin",
    } as const;
    const taken = fc.constantFrom(daily, hourly, weekly);
    fc.assert(
      fc.property(life, taken, ({ from, asOf, quarantineDays, keepDays }, schedule) => {
        const backup = { schedule, keep: { days: keepDays } };
        const { keepUntil } = retirementOf({ from, ...decided }, { backup, quarantineDays, asOf });
        const last = Temporal.PlainDate.from(keepUntil).subtract({ days: keepDays });
        const gap = days(last.toString(), from);
        assert.equal(
          gap,
          schedule.every === "week" ? Temporal.PlainDate.from(from).dayOfWeek % 7 || 7 : 1,
        );
      }),
    );
    assert.equal(at("2026-12-01", "2026-12-01").keepUntil, "2027-02-28");
  });

  it("says what comes next and when, until only a confirmation is missing", () => {
    fc.assert(
      fc.property(life, ({ from, asOf, quarantineDays }) => {
        const retirement = at(from, asOf, quarantineDays);
        const next = nextStep(retirement);
        assert.equal(next === undefined, retirement.stage === "reclaimable");
        if (next !== undefined) {
          assert.ok(next.date > asOf);
          const then = at(from, next.date, quarantineDays).stage;
          assert.equal(order.indexOf(then), order.indexOf(retirement.stage) + 1);
        }
      }),
    );
  });

  it("is told in one line for each stage, with who allowed it and what can be done", () => {
    const told = ["2026-11-30", "2026-12-01", "2026-12-31"].map((asOf) =>
      retirementNotice("lims-db-1", at("2026-12-01", asOf)),
    );
    for (const line of told) {
      assert.match(line, /^lims-db-1: .*replaced by lims-db-2; .*allowed by duty-manager/);
      assert.ok(!line.includes("\n"));
      assert.match(line, /last backup is kept until 2027-02-28/);
    }
    const [planned = "", retired = "", reclaimable = ""] = told;
    assert.match(planned, /is to be retired on 2026-12-01 .*nothing happens to it before/);
    assert.match(retired, /retired since 2026-12-01 .*can be reclaimed from 2026-12-31 on/);
    assert.match(reclaimable, /reclaimable.*confirm: \[\{ server: lims-db-1, change: remove/);
    assert.match(returnNotice("a", "vsphere"), /vCenter starts it/);
    assert.match(returnNotice("a", "azure"), /az vm start/);
  });
});
