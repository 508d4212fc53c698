import type { BackupClass } from "../../../components/service/backup/backupClass.js";
import {
  type BackupRun,
  runsWithin,
  testRuns,
} from "../../../components/service/backup/collision.js";
import { isRetired } from "../../../components/service/retirement.js";
import { planningInstant } from "../../../components/service/time/instants.js";
import { frozenBy, openings } from "../../../components/service/time/openings.js";
import type { Freeze } from "../../../components/service/time/schedule.js";
import type { Opening } from "../../../components/service/window.js";
import { entriesBelow, entriesOf } from "../inspect/draft.js";
import type { PatchGroup, ResolvedServer } from "../model.js";
import type { Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import type { Declared } from "./declared.js";
import { localTime, planningPeriod } from "./period.js";
import type { Timing } from "./timing.js";

/** A backup or restore test that is under way while a window is open. */
interface Collision {
  readonly run: BackupRun;
  readonly opening: Opening;
}

/** A class whose backups or restore tests run while the window of a server is open is reported. */
export function checkBackupTimes(
  raw: unknown,
  servers: readonly ResolvedServer[],
  groups: Declared<PatchGroup>,
  { asOf, report }: Timing,
): void {
  const written = entriesBelow(raw, "servers");
  const serving = servers.filter((server) => !isRetired(server));
  for (const { name, backup, patchGroup } of asOf === undefined ? [] : serving) {
    const group = groups?.get(patchGroup);
    if (group === undefined || asOf === undefined) {
      continue;
    }
    const collision = knownCollision(backup, group, asOf);
    if (collision !== undefined) {
      const isOwn = entriesOf(written.get(name)).has("backupClass");
      report({
        path: isOwn ? ["servers", name, "backupClass"] : ["defaults", "backupClass"],
        at: "value",
        message: describe(collision, { server: name, backup, group }),
        allowed: "a class whose backups and restore tests are over before every window opens",
        fix: "Choose another class or window, or change start or completeWithin of the class.",
      });
    }
  }
}

/** Estates have many servers of few groups and classes, and catalogs give many estates the same. */
const known = new Map<string, Collision | undefined>();

function knownCollision(backup: BackupClass, group: PatchGroup, asOf: string) {
  const { schedule, completeWithinMinutes, restoreTest } = backup;
  const key = JSON.stringify([schedule, completeWithinMinutes, restoreTest, group.schedule, asOf]);
  const collision = known.has(key) ? known.get(key) : firstCollision(backup, group, asOf);
  known.set(key, collision);
  return collision;
}

/** The first opening within 13 months that is no emergency and meets a run of the class. */
function firstCollision(
  backup: BackupClass,
  { schedule, window }: PatchGroup,
  asOf: string,
): Collision | undefined {
  const { from, until } = planningPeriod(asOf, window.timeZone);
  const tests = testRuns(backup, { start: from, end: until });
  for (const opening of openings(schedule, from, until)) {
    const [run] = opening.kind === "emergency" ? [] : runsWithin(backup, opening, tests);
    if (run !== undefined) {
      return { run, opening };
    }
  }
  return undefined;
}

function describe(
  { run, opening }: Collision,
  { server, backup, group }: { server: string; backup: BackupClass; group: PatchGroup },
): string {
  const { timeZone, name } = group.window;
  const local = (instant: Opening["start"]) => localTime(instant, timeZone);
  return (
    `a ${run.what} of ${quote(backup.name)} is under way from ${local(run.start)} to ` +
    `${local(run.end)} ${timeZone}, and ${quote(name)}, in which ${quote(group.base)} with ` +
    `${quote(server)} is patched, opens at ${local(opening.start)}`
  );
}

/** A restore test that runs in a freeze is reported. */
export function checkTestsInFreezes(
  classes: Declared<BackupClass>,
  freezes: readonly Freeze[],
  report: Report,
): void {
  for (const [name, backup] of classes ?? []) {
    const test = backup?.restoreTest;
    if (backup === undefined || test === undefined) {
      continue;
    }
    const { timeZone } = test;
    for (const { from, to, name: freeze } of freezes) {
      const [start, end] = [planningInstant(from, timeZone), planningInstant(to, timeZone)];
      // A test that began in the month before goes on in this one.
      const frozen = testRuns(backup, { start, end }).find(
        (run) => frozenBy({ window: { ...test, dates: [] }, freezes }, run) !== undefined,
      );
      if (frozen !== undefined) {
        report({
          path: ["backupClasses", name, "restoreTest"],
          at: "value",
          message: `a restore test of ${quote(name)} is at ${localTime(frozen.start, timeZone)} ${timeZone}, in the freeze ${quote(freeze)} (${from} to ${to})`,
          allowed: "a day that lies in no freeze",
          fix: "Choose another week or weekday, or another freeze.",
        });
        break;
      }
    }
  }
}
