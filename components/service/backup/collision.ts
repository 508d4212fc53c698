import { Temporal } from "temporal-polyfill";
import { overlap } from "../time/openings.js";
import type { Opening } from "../window.js";
import type { BackupClass } from "./backupClass.js";
import { restoreTestRuns } from "./restoreTest.js";
import { backupStarts } from "./starts.js";

/** A backup from when it is due until it has to be complete, or a restore test. */
export interface BackupRun extends Opening {
  readonly what: "backup" | "restore test";
}

/**
 * The backups and restore tests that are under way at some moment of an opening.
 *
 * @param tests the restore tests of a time in which the opening lies
 */
export function runsWithin(
  backup: BackupClass,
  opening: Opening,
  tests: readonly BackupRun[] = testRuns(backup, opening),
): readonly BackupRun[] {
  return [...backupRuns(backup, opening), ...tests].filter((run) => overlap(run, opening));
}

/** Hours that a restore test lasts at most. */
const longestTest = 168;

/** The restore tests in the months of a time and of the week before it. */
export function testRuns(
  { restoreTest }: BackupClass,
  { start, end }: Opening,
): readonly BackupRun[] {
  const from = start.subtract({ hours: longestTest });
  const runs = restoreTest ? restoreTestRuns(restoreTest, from, end) : [];
  return runs.map((run): BackupRun => ({ what: "restore test", ...run }));
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
