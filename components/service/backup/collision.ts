import { Temporal } from "temporal-polyfill";
import { overlap } from "../time/openings.js";
import type { Opening } from "../window.js";
import type { BackupClass } from "./backupClass.js";
import { restoreTestRuns } from "./restoreTest.js";
import { backupStarts } from "./schedule.js";

/** A backup from when it is due until it has to be complete, or a restore test. */
export interface BackupRun extends Opening {
  readonly what: "backup" | "restore test";
}

/** The backups and restore tests that are under way at some moment of an opening, ascending. */
export function runsWithin(backup: BackupClass, opening: Opening): readonly BackupRun[] {
  const tests = backup.restoreTest
    ? restoreTestRuns(backup.restoreTest, opening.start.subtract({ hours: 168 }), opening.end)
    : [];
  return [
    ...backupRuns(backup, opening),
    ...tests.map((run): BackupRun => ({ what: "restore test", ...run })),
  ].filter((run) => overlap(run, opening));
}

/** The backups that are due in a time or not long before it. */
export function backupRuns(
  { schedule, completeWithinMinutes }: BackupClass,
  { start, end }: Opening,
): readonly BackupRun[] {
  const lasts = { minutes: completeWithinMinutes };
  return backupStarts(schedule, start.subtract(lasts), end).map((due) => ({
    what: "backup",
    start: due,
    end: due.add(lasts),
  }));
}

/** Days within which a class that runs weekly has a backup. */
const sought = 8;

/** The last backup that is complete when an opening begins. */
export function backupBefore(backup: BackupClass, { start }: Opening): BackupRun | undefined {
  const from = start.subtract({ hours: 24 * sought });
  return backupRuns(backup, { start: from, end: start })
    .filter(({ end }) => Temporal.Instant.compare(end, start) <= 0)
    .at(-1);
}
