import { type BackupSchedule, timesOfDay } from "../../service/backup/schedule.js";
import { touchingChange } from "../../service/time/touchedHours.js";

/** Why a scheduler that does not say what it does with changed clocks cannot keep a schedule. */
export function clockReason(schedule: BackupSchedule, scheduler: string): string | false {
  const { timeZone } = schedule;
  const touched = timesOfDay(schedule).find((time) => touchingChange(time, timeZone) !== undefined);
  return (
    touched !== undefined &&
    `${scheduler} does not say what it does at ${touched} when the clocks of ${timeZone} change.`
  );
}
