import type { BackupClass } from "../../components/service/backup/backupClass.js";
import { backupBefore } from "../../components/service/backup/collision.js";
import { nextOpening } from "../../components/service/interruption.js";
import type { Schedule } from "../../components/service/time/schedule.js";
import { localTime } from "../../stacks/schema/resolve/period.js";

/**
 * What is known of the backups of a server before it is interrupted: the schema of estates sees to
 * it that none is under way when a window opens.
 */
export function describeBackup(backup: BackupClass, schedule: Schedule, asOf: string): string {
  const opening = nextOpening(schedule, asOf);
  const last = opening && backupBefore(backup, opening);
  if (last === undefined) {
    return "No backup is complete before its next window opens.";
  }
  const { timeZone } = schedule.window;
  const [due, end] = [localTime(last.start, timeZone), localTime(last.end, timeZone)];
  return `The backup due at ${due} is to be complete by ${end} ${timeZone}, before the window opens.`;
}
