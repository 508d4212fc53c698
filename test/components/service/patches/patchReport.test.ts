import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import {
  type PatchReport,
  patchReport,
  type WindowRun,
} from "../../../../components/service/patches/patchReport.js";
import type { PatchState } from "../../../../components/service/patches/patchState.js";
import type { Schedule } from "../../../../components/service/time/schedule.js";
import { installed } from "./states.js";

const hours = { start: "21:00", durationMinutes: 180, timeZone: "Europe/Berlin" };
const schedule: Schedule = {
  window: { week: "second", weekday: "tuesday", offsetDays: 7, ...hours },
};
const opened = Temporal.Instant.from("2026-11-17T20:00:00Z");
const now = Temporal.Instant.from("2026-11-20T23:00:00Z");

function report(state: PatchState, runs?: readonly WindowRun[]): PatchReport {
  return patchReport({ state, schedule, runs }, now);
}

describe("what the last window brought a server", () => {
  it("is nothing to speak of when all went well", () => {
    const well = installed(opened.add({ minutes: 40 }));
    assert.deepEqual(report(well), { skipped: false, remarks: [], finding: undefined });
  });

  it("is a skip when the last installation began before the window did", () => {
    const early = installed(opened.add({ minutes: 29 }));
    assert.equal(report(early).skipped, true);
    assert.equal(report(installed(opened.add({ minutes: 30 }))).skipped, false);
    assert.equal(report({ ...early, operation: "scan" }).skipped, false);
    const { lastSuccess: _none, ...never } = early;
    assert.equal(report({ ...never, operation: "scan" }).skipped, true);
  });

  it("tells why a window was skipped where the platform does", () => {
    const old = installed(opened.subtract({ hours: 24 * 28 }));
    const run = { start: opened.add({ minutes: 1 }), status: "FAILED", details: "held" };
    assert.deepEqual(report(old, [run]).remarks, ["its last window ended FAILED: held"]);
    const earlier = { start: opened.subtract({ minutes: 1 }), status: "SUCCESS" };
    const later = { start: opened.add({ minutes: 180 }), status: "SUCCESS" };
    assert.deepEqual(report(old, [earlier, later]).remarks, ["its last window did not run"]);
    assert.deepEqual(report(old).remarks, []);
  });

  it("counts a window only once it has closed", () => {
    const old = installed(opened.subtract({ hours: 24 * 14 }));
    const before = { state: old, schedule, runs: undefined };
    assert.equal(patchReport(before, opened.add({ minutes: 179 })).skipped, false);
    assert.equal(patchReport(before, opened.add({ minutes: 180 })).skipped, true);
  });

  it("is a finding after 35 days without a success, to the hour", () => {
    const { finding } = report(installed(now.subtract({ hours: 35 * 24 })));
    assert.equal(finding, undefined);
    const late = report(installed(now.subtract({ hours: 35 * 24, seconds: 1 })));
    assert.equal(late.finding, "not patched for 35 days");
    const { lastSuccess: _none, ...failed } = { ...installed(now), failed: 2 };
    assert.equal(report(failed).finding, "not known to have been patched");
    assert.deepEqual(report(failed).remarks, ["2 patches failed"]);
  });

  it("never takes what is not known for patched", () => {
    const { skipped, remarks, finding } = report({ kind: "undetermined", reason: "no source" });
    assert.equal(skipped, undefined);
    assert.deepEqual(remarks, ["no source"]);
    assert.equal(finding, "not known to have been patched");
  });
});
