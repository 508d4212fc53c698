import type { BackupClass } from "../../components/service/backup/backupClass.js";
import { describeSchedule } from "../../components/service/backup/schedule.js";
import { formatDuration } from "../../components/service/duration.js";

/** What is known of the backups of a server before it is interrupted. */
export function describeBackup({ schedule, completeWithinMinutes }: BackupClass): string {
  return (
    `A backup begins ${describeSchedule(schedule)} and is complete within ` +
    `${formatDuration(completeWithinMinutes)}; whether the last one has ended when the window ` +
    "opens is not known here."
  );
}
