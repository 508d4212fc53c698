import { type BackupSchedule, timesOfDay } from "../../service/backup/schedule.js";
import { type Weekday, weekdays } from "../../service/window.js";

/** Hours of a day in which a job may run, by day of the week: `1` where it may. */
interface PermittedHours {
  readonly days: readonly { readonly day: Weekday; readonly hours: string }[];
}

/** Days and time at which Veeam begins something, by the clock of its server. */
export interface VeeamDaily {
  readonly isEnabled: boolean;
  readonly localTime?: string;
  readonly dailyKind?: "Everyday" | "SelectedDays";
  readonly days?: readonly Weekday[];
}

/** When a job of Veeam Backup & Replication runs, by the clock of its server. */
export interface VeeamSchedule {
  readonly runAutomatically: true;
  readonly daily: VeeamDaily;
  readonly monthly: { readonly isEnabled: false };
  readonly periodically: {
    readonly isEnabled: boolean;
    readonly periodicallyKind?: "Hours";
    readonly frequency?: number;
    readonly startTimeWithinAnHour?: number;
    readonly backupWindow?: PermittedHours;
  };
  readonly continuously: { readonly isEnabled: false };
  readonly afterThisJob: { readonly isEnabled: false };
  readonly retry: {
    readonly isEnabled: true;
    readonly retryCount: number;
    readonly awaitMinutes: number;
  };
  /** A job that takes long is not broken off. */
  readonly backupWindow: { readonly isEnabled: false };
}

/**
 * A schedule as Veeam runs it: intervals count from midnight, and where the permitted hours begin
 * a job starts at once.
 *
 * @see https://helpcenter.veeam.com/docs/vbr/userguide/backup_job_schedule_vm.html
 */
export function veeamSchedule(schedule: BackupSchedule): VeeamSchedule {
  return {
    runAutomatically: true,
    daily: veeamDaily(schedule),
    monthly: { isEnabled: false },
    periodically: periodically(schedule),
    continuously: { isEnabled: false },
    afterThisJob: { isEnabled: false },
    retry: { isEnabled: true, retryCount: 3, awaitMinutes: 10 },
    backupWindow: { isEnabled: false },
  };
}

/** The same for backups that begin once a day or a week; off for those that begin more often. */
export function veeamDaily(schedule: BackupSchedule): VeeamDaily {
  switch (schedule.every) {
    case "hours":
      return { isEnabled: false };
    case "day":
      return { isEnabled: true, localTime: schedule.start, dailyKind: "Everyday", days: weekdays };
    case "week":
      return {
        isEnabled: true,
        localTime: schedule.start,
        dailyKind: "SelectedDays",
        days: [schedule.weekday],
      };
  }
}

/** Every hour, where only the hours of the schedule are permitted: they need not begin at midnight. */
function periodically(schedule: BackupSchedule): VeeamSchedule["periodically"] {
  if (schedule.every !== "hours") {
    return { isEnabled: false };
  }
  const starts = timesOfDay(schedule).map((time) => Number(time.slice(0, 2)));
  const hours = Array.from({ length: 24 }, (_, hour) => (starts.includes(hour) ? "1" : "0"));
  return {
    isEnabled: true,
    periodicallyKind: "Hours",
    frequency: 1,
    startTimeWithinAnHour: Number(schedule.start.slice(3)),
    backupWindow: { days: weekdays.map((day) => ({ day, hours: hours.join(",") })) },
  };
}
