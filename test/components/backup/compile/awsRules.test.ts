import assert from "node:assert/strict";
import { compileAwsRestoreTest } from "../../../../components/backup/compile/awsRestoreTest.js";
import { compileAwsRules } from "../../../../components/backup/compile/awsRules.js";
import { kept } from "../../../../components/backup/compile/rendering.js";
import { classOf } from "./classOf.js";

describe("a class as rules of AWS Backup", () => {
  it("is one rule for each step of its retention, all of a day at the same time", () => {
    const schedule = { every: "hours", hours: 8, start: "09:30", timeZone: "UTC" } as const;
    const copies = [{ place: "elsewhere", withinMinutes: 60, keep: { days: 14, months: 6 } }];
    const rules = kept(compileAwsRules(classOf({ schedule, copies })));
    assert.deepEqual(
      rules.map(({ name, schedule: cron, deleteAfter, copies: made }) => [
        name,
        cron,
        deleteAfter,
        made[0]?.deleteAfter,
      ]),
      [
        ["every", "cron(30 1,9,17 ? * * *)", 30, 14],
        ["weekly", "cron(30 1 ? * SUN *)", 56, 14],
        ["monthly", "cron(30 1 1 * ? *)", 372, 186],
        ["yearly", "cron(30 1 1 1 ? *)", 1830, 14],
      ],
    );
  });

  it("has no rule for a step that keeps nothing longer, and none twice for weekly backups", () => {
    const keep = { days: 90, weeks: 12, months: 12 };
    const daily = kept(compileAwsRules(classOf({ keep })));
    assert.deepEqual(
      daily.map(({ name }) => name),
      ["every", "monthly"],
    );
    const schedule = { every: "week", weekday: "friday", start: "20:00", timeZone: "UTC" } as const;
    const weekly = kept(compileAwsRules(classOf({ schedule, keep: { days: 7, weeks: 8 } })));
    assert.deepEqual(
      weekly.map(({ schedule: cron, deleteAfter }) => [cron, deleteAfter]),
      [["cron(0 20 ? * FRI *)", 56]],
    );
  });

  it("is refused where AWS cannot keep it, with every reason", () => {
    const early = { every: "day", start: "02:30", timeZone: "Europe/Berlin" } as const;
    const copies = [{ place: "elsewhere", withinMinutes: 60, keep: { days: 14, years: 2 } }];
    const rendering = compileAwsRules(
      classOf({ schedule: early, startWithinMinutes: 30, keep: { days: 30 }, copies }),
    );
    assert.equal(rendering.kind, "refused");
    assert.match(
      rendering.kind === "refused" ? rendering.reasons.join(" ") : "",
      /within an hour.*02:30 when the clocks of Europe\/Berlin change.*copies to elsewhere/,
    );
    assert.throws(() => kept(rendering), RangeError);
  });
});

describe("a restore test of AWS Backup", () => {
  const test = { week: "third", weekday: "sunday", start: "10:00", durationMinutes: 480 } as const;

  it("runs on a weekday of each month, or of the first one of each quarter", () => {
    const monthly = kept(compileAwsRestoreTest({ ...test, every: "month", timeZone: "UTC" }));
    assert.equal(monthly.scheduleExpression, "cron(0 10 ? * SUN#3 *)");
    assert.equal(monthly.startWindowHours, 8);
    const last = { ...test, every: "quarter", week: "last", timeZone: "UTC" } as const;
    assert.equal(kept(compileAwsRestoreTest(last)).scheduleExpression, "cron(0 10 ? 1/3 SUNL *)");
  });

  it("is refused at times that clocks change, and in parts of hours", () => {
    const odd = { ...test, every: "month", start: "02:30", durationMinutes: 90 } as const;
    const rendering = compileAwsRestoreTest({ ...odd, timeZone: "Europe/Berlin" });
    assert.equal(rendering.kind === "refused" && rendering.reasons.length, 2);
  });
});
