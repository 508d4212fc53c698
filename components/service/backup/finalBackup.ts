import { planningInstant } from "../time/instants.js";
import type { BackupClass } from "./backupClass.js";
import { backupStarts } from "./starts.js";

/** Hours before a day within which every class has had a backup. */
const longestHours = 8 * 24;

/**
 * The last day on which a server's last backup is kept at least, `YYYY-MM-DD`; of a server that is
 * shut down on a day it is the last one that is due before that day. Of a class that keeps single
 * backups for longer it may be one of these.
 */
export function finalBackupUntil(
  from: string,
  { schedule, keep }: Pick<BackupClass, "schedule" | "keep">,
): string {
  const end = planningInstant(from, schedule.timeZone);
  const due = backupStarts(schedule, end.subtract({ hours: longestHours }), end).at(-1) ?? end;
  const taken = due.toZonedDateTimeISO(schedule.timeZone).toPlainDate();
  return taken.add({ days: keep.days }).toString();
}
