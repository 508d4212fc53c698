import * as assert from "node:assert/strict";
import fc from "fast-check";
import { compileVeeamJobs } from "../../../../components/backup/compile/veeamJobs.js";
import { timeZones } from "../../patching/generated.js";
import { dueInstants, schedules } from "../../service/backup/wallClock.js";
import { classOf } from "./classOf.js";
import { veeamInstants } from "./veeamClock.js";

const runsPerZone = process.env["SOAK"] === undefined ? 3 : 200;
const decade = { from: Date.UTC(2026, 10, 21), until: Date.UTC(2036, 10, 21) };

describe("jobs of Veeam, for ten years in every zone", () => {
  let compiled = 0;

  for (const [seed, timeZone] of timeZones.entries()) {
    it(`run at the model's instants in ${timeZone}, or are refused`, () => {
      fc.assert(
        fc.property(schedules([timeZone]), (schedule) => {
          const jobs = compileVeeamJobs(classOf({ schedule }), timeZone, "vsphere");
          if (jobs.kind === "refused") {
            assert.match(jobs.reasons.join(), /Veeam does not say what it does at/);
            return;
          }
          compiled += 1;
          const runs = veeamInstants(jobs.value.backup.schedule, timeZone, decade);
          assert.deepEqual(runs, dueInstants(schedule, decade), JSON.stringify(schedule));
        }),
        { numRuns: runsPerZone, seed },
      );
    });
  }

  after(() => assert.ok(compiled > timeZones.length, `only ${compiled} were compiled`));
});

describe("jobs of Veeam", () => {
  const daily = { every: "day", start: "22:15", timeZone: "Europe/Berlin" } as const;

  it("are refused on a server whose clock hangs elsewhere, and not where it shows the same", () => {
    const backup = classOf({ schedule: daily });
    const elsewhere = compileVeeamJobs(backup, "UTC", "vsphere");
    assert.deepEqual(elsewhere.kind === "refused" && elsewhere.reasons, [
      "The backup server runs by the clocks of UTC, and the class counts in Europe/Berlin.",
    ]);
    assert.equal(compileVeeamJobs(backup, "Europe/Vienna", "vsphere").kind, "compiled");
  });

  it("keep every backup for its days, and some for longer, as full ones", () => {
    const jobs = compileVeeamJobs(
      classOf({ schedule: daily, keep: { days: 30, months: 12 } }),
      daily.timeZone,
      "vsphere",
    );
    assert.ok(jobs.kind === "compiled");
    const { storage } = jobs.value.backup;
    assert.deepEqual(storage.retentionPolicy, { type: "Days", quantity: 30 });
    assert.deepEqual(storage.gfsPolicy, {
      isEnabled: true,
      weekly: { isEnabled: false },
      monthly: { isEnabled: true, keepForNumberOfMonths: 12, desiredTime: "First" },
      yearly: { isEnabled: false },
    });
    assert.deepEqual(storage.advancedSettings.synthenticFulls, {
      isEnabled: true,
      weekly: { isEnabled: true, days: ["sunday"] },
    });
  });

  it("make no full backups where all are kept alike, and are consistent as far as is asked", () => {
    const crash = classOf({ schedule: daily, keep: { days: 7 }, consistency: "crash" });
    const jobs = compileVeeamJobs(crash, daily.timeZone, "vsphere");
    const onHyperv = compileVeeamJobs(crash, daily.timeZone, "hyperv");
    assert.ok(jobs.kind === "compiled" && onHyperv.kind === "compiled");
    const { gfsPolicy, advancedSettings } = jobs.value.backup.storage;
    assert.deepEqual(onHyperv.value.backup.storage.advancedSettings.hyperV?.guestQuiescence, {
      isEnabled: false,
      crashConsistentBackup: true,
    });
    assert.equal(gfsPolicy.isEnabled, false);
    assert.equal(advancedSettings.synthenticFulls.isEnabled, false);
    assert.equal(advancedSettings.vSphere?.enableVMWareToolsQuiescence, false);
  });

  it("copy at once what they have, and warn when that takes longer than the class says", () => {
    const copies = [{ place: "second-site", withinMinutes: 720, keep: { days: 60, years: 3 } }];
    const jobs = compileVeeamJobs(classOf({ schedule: daily, copies }), daily.timeZone, "vsphere");
    assert.ok(jobs.kind === "compiled");
    const { target, schedule } = jobs.value.copies["second-site"] ?? {};
    assert.equal(schedule?.scheduleMode, "Continuous");
    assert.equal(target?.retentionPolicy.quantity, 60);
    assert.equal(target?.gfsPolicy.yearly.keepForNumberOfYears, 3);
    assert.equal(target?.advancedSettings.rpoMonitor.newBackupThreshold.quantity, 720);
  });
});
