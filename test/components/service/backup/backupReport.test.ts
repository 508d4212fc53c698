import assert from "node:assert/strict";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import {
  type BackupState,
  backupReport,
} from "../../../../components/service/backup/backupReport.js";
import { classOf } from "../../backup/compile/classOf.js";

const now = Temporal.Instant.from("2026-11-21T12:00:00Z");
const ago = (minutes: number) => now.subtract({ minutes });
const copies = [{ place: "elsewhere", withinMinutes: 1440, keep: { days: 30 } }];
const daily = classOf({ copies });

const known = (state: Partial<Extract<BackupState, { kind: "known" }>>): BackupState => ({
  ...{ kind: "known", failures: [] },
  ...state,
});
const elsewhere = (minutes: number) => new Map([["elsewhere", ago(minutes)]]);

describe("what the backups of a server come to", () => {
  it("is a finding once the newest is older than it may be while the next one runs", () => {
    // Due every 24 h, begun within 2 h and complete within 3 h.
    for (const [age, isFine] of [
      [0, true],
      [27 * 60, true],
      [27 * 60 + 1, false],
    ] satisfies [number, boolean][]) {
      const state = known({ lastGood: ago(age), copies: elsewhere(age) });
      const report = backupReport(daily, state, now);
      assert.equal(report.ageMinutes, age);
      assert.equal(report.allowedMinutes, 27 * 60);
      assert.equal(report.findings.length === 0, isFine, report.findings.join());
    }
  });

  it("is a finding without a backup, when nothing is known, and when none is made any more", () => {
    assert.deepEqual(backupReport(daily, known({ copies: elsewhere(1) }), now).findings, [
      "no complete backup",
    ]);
    const silent = backupReport(daily, { kind: "undetermined", reason: "gone" }, now);
    assert.deepEqual([silent.findings, silent.remarks], [["not known to be backed up"], ["gone"]]);
    const state = known({ lastGood: ago(5), copies: elsewhere(5), stopped: "it is stopped" });
    assert.deepEqual(backupReport(daily, state, now).findings, ["it is stopped"]);
  });

  it("tells copies that are missing or behind, and where nobody tells of them", () => {
    const findings = (state: BackupState) => backupReport(daily, state, now).findings;
    const lastGood = ago(10);
    assert.deepEqual(findings(known({ lastGood, copies: elsewhere(51 * 60) })), []);
    assert.match(
      findings(known({ lastGood, copies: elsewhere(51 * 60 + 1) })).join(),
      /copy elsewhere is 51 h old/,
    );
    assert.deepEqual(findings(known({ lastGood, copies: new Map() })), ["no copy elsewhere"]);
    const untold = backupReport(daily, known({ lastGood }), now);
    assert.deepEqual(untold.findings, []);
    assert.ok(untold.remarks.includes("its platform tells no copies"));
  });

  it("counts only failures after the last good backup, and a restore only when it passed", () => {
    const failures = [ago(100), ago(5)].map((at, index) => ({ at, reason: `reason ${index}` }));
    const state = known({ lastGood: ago(50), copies: elsewhere(50), failures });
    const report = backupReport(daily, state, now);
    assert.deepEqual(report.remarks, ["failed: reason 1", "no restore is proved"]);
    const tested = (passed: boolean) =>
      backupReport(
        daily,
        known({
          lastGood: ago(5),
          copies: elsewhere(5),
          restore: { at: ago(9), passed, minutes: 42 },
        }),
        now,
      );
    assert.deepEqual([tested(true).restoreMinutes, tested(true).findings], [42, []]);
    assert.equal(tested(false).restoreMinutes, undefined);
    assert.deepEqual(tested(false).findings, ["the last restore failed"]);
  });

  it("holds what a class promises of restores against the last one, and says when none proves it", () => {
    const told = (promisedRtoMinutes: number, minutes?: number) => {
      const restore =
        minutes === undefined ? {} : { restore: { at: ago(9), passed: true, minutes } };
      const state = known({ lastGood: ago(5), copies: elsewhere(5), ...restore });
      const { remarks, findings } = backupReport({ ...daily, promisedRtoMinutes }, state, now);
      return [...remarks, ...findings];
    };
    assert.deepEqual(told(240, 240), []);
    assert.deepEqual(told(240, 241), ["the last restore took 241 min"]);
    const [unproved] = told(240);
    assert.match(unproved ?? "", /no restore is proved: whether one takes .* is undetermined/);
  });

  it("never calls an older backup better", () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(10_000), (one, more) => {
        const findings = (age: number) =>
          backupReport(daily, known({ lastGood: ago(age), copies: elsewhere(age) }), now).findings
            .length;
        assert.ok(findings(one) <= findings(one + more));
      }),
    );
  });
});
