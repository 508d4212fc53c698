import assert from "node:assert/strict";
import fc from "fast-check";
import { compileAwsRules } from "../../../../components/backup/compile/awsRules.js";
import { compileAzureSchedule } from "../../../../components/backup/compile/azureSchedule.js";
import type { BackupSchedule } from "../../../../components/service/backup/schedule.js";
import { cronWallTimes } from "../../patching/evaluators/awsCron.js";
import * as civil from "../../patching/evaluators/civil.js";
import { onlyInstant } from "../../patching/evaluators/zoneClock.js";
import { timeZones } from "../../patching/generated.js";
import { dueInstants, schedules } from "../../service/backup/wallClock.js";
import { azureInstants } from "./azureClock.js";
import { classOf } from "./classOf.js";

const runsPerZone = process.env["SOAK"] === undefined ? 4 : 200;
const decade = { from: Date.UTC(2026, 10, 21), until: Date.UTC(2036, 10, 21) };

describe("schedules of backups, for ten years in every zone", () => {
  const tally = new Map<string, number>();
  const count = (what: string): void => void tally.set(what, (tally.get(what) ?? 0) + 1);

  /** Either it fires as the clock on the wall says, or it is refused with a reason. */
  const judge = (
    platform: string,
    rendering: { readonly kind: string; readonly reasons?: readonly string[] },
    runs: () => readonly number[],
    schedule: BackupSchedule,
  ) => {
    if (rendering.kind === "refused") {
      count(`${platform} refused`);
      assert.ok((rendering.reasons ?? []).length > 0);
    } else {
      count(`${platform} compiled`);
      assert.deepEqual(runs(), dueInstants(schedule, decade), JSON.stringify(schedule));
    }
  };

  for (const [seed, timeZone] of timeZones.entries()) {
    it(`fire at the model's instants in ${timeZone}, or are refused`, () => {
      fc.assert(
        fc.property(schedules([timeZone]), (schedule) => {
          const backup = classOf({ schedule });
          const onAws = compileAwsRules(backup);
          judge("AWS", onAws, () => awsInstants(onAws), schedule);
          for (const one of [schedule, daily(schedule)]) {
            const onAzure = compileAzureSchedule(classOf({ schedule: one }));
            judge("Azure", onAzure, () => azureInstants(onAzure, decade), one);
          }
        }),
        { numRuns: runsPerZone, seed },
      );
    });
  }

  after(() => {
    console.log(`      ${[...tally].map(([what, times]) => `${what} ${times}`).join(", ")}`);
    for (const platform of ["AWS", "Azure"]) {
      assert.ok((tally.get(`${platform} compiled`) ?? 0) > 10, `${platform} compiled hardly any`);
    }
  });
});

/** What Azure Backup takes most: once a day, at a full hour. */
function daily({ start, timeZone }: BackupSchedule): BackupSchedule {
  return { every: "day", start: `${start.slice(0, 2)}:00`, timeZone };
}

function awsInstants(rendering: ReturnType<typeof compileAwsRules>): readonly number[] {
  const rules = rendering.kind === "compiled" ? rendering.value : [];
  const runs = rules.flatMap(({ schedule, scheduleExpressionTimezone }) =>
    cronWallTimes(schedule, decade).flatMap((wall) =>
      decade.from - civil.dayLength < wall && wall < decade.until + civil.dayLength
        ? [onlyInstant(wall, scheduleExpressionTimezone)]
        : [],
    ),
  );
  return civil.within(runs, decade);
}
