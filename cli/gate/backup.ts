import type { BackupClass } from "../../components/service/backupClass.js";
import { formatDuration } from "../../components/service/duration.js";

/**
 * What is known of the backups of a server before it is interrupted. When they begin and how long
 * they take stands in no file, so nothing is said of it.
 */
export function describeBackup({ everyMinutes }: BackupClass): string {
  return (
    `A backup begins every ${formatDuration(everyMinutes)}; whether the last one has ended when ` +
    "the window opens is not known here."
  );
}
