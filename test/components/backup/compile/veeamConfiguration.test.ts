import assert from "node:assert/strict";
import fc from "fast-check";
import { compileVeeamConfiguration } from "../../../../components/backup/compile/veeamConfiguration.js";
import { dueInstants, schedules } from "../../service/backup/wallClock.js";
import { classOf } from "./classOf.js";
import { veeamInstants } from "./veeamClock.js";

const decade = { from: Date.UTC(2026, 10, 21), until: Date.UTC(2036, 10, 21) };
const periodically = { isEnabled: false };

describe("the configuration of Veeam", () => {
  it("is backed up at the model's instants, and kept until its days are over, or is refused", () => {
    let compiled = 0;
    for (const timeZone of ["UTC", "Europe/Berlin", "Australia/Lord_Howe"]) {
      fc.assert(
        fc.property(schedules([timeZone]), (schedule) => {
          const backup = classOf({ schedule, keep: { days: 30 } });
          const rendering = compileVeeamConfiguration(backup, timeZone);
          if (rendering.kind === "refused") {
            assert.match(rendering.reasons.join(), /once a day at most|does not say what it does/);
            return;
          }
          compiled += 1;
          const { restorePointsToKeep, schedule: told } = rendering.value;
          const runs = veeamInstants({ daily: told.daily, periodically }, timeZone, decade);
          assert.deepEqual(runs, dueInstants(schedule, decade), JSON.stringify(schedule));
          assert.equal(restorePointsToKeep, schedule.every === "day" ? 31 : 6);
        }),
        { numRuns: 8, seed: 7 },
      );
    }
    assert.ok(compiled > 5, `only ${compiled} were compiled`);
  });

  it("is kept as long as nothing else, copied nowhere, and can be deleted", () => {
    const schedule = { every: "day", start: "22:00", timeZone: "Europe/Berlin" } as const;
    const copies = [{ place: "elsewhere", withinMinutes: 60, keep: { days: 7 } }];
    const asked = classOf({ schedule, copies, lock: "armed" });
    const rendering = compileVeeamConfiguration(asked, "UTC");
    assert.deepEqual(rendering.kind === "refused" && rendering.reasons, [
      "The backup server runs by the clocks of UTC, and the class counts in Europe/Berlin.",
      "The backup server counts backups of its configuration: it keeps none longer than the others.",
      "The backup server copies backups of its configuration nowhere.",
      "The backup server cannot keep backups of its configuration from being deleted.",
    ]);
  });
});
