import type { BackupClass } from "../../../../components/service/backup/backupClass.js";

/** A class that every platform takes in all but its schedule, with these parts of its own. */
export function classOf(own: Partial<BackupClass>): BackupClass {
  return {
    name: "standard",
    schedule: { every: "day", start: "00:00", timeZone: "UTC" },
    ...{ startWithinMinutes: 120, completeWithinMinutes: 180 },
    keep: { days: 30, weeks: 8, months: 12, years: 5 },
    copies: [],
    ...{ lock: "planned", consistency: "application" },
    ...own,
  };
}
