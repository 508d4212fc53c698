import { windowsZone } from "../../patching/compile/windowsZone.js";
import type { BackupClass } from "../../service/backup/backupClass.js";
import { type BackupSchedule, timesOfDay } from "../../service/backup/schedule.js";
import { clockChanges } from "../../service/time/clockChanges.js";
import { ruledYears } from "../../service/time/touchedHours.js";
import { type Rendering, rendered } from "./rendering.js";

/** When a protection policy of Azure Backup runs, in the words of Recovery Services. */
export type AzureSchedulePolicy =
  | {
      readonly schedulePolicyType: "SimpleSchedulePolicy";
      readonly scheduleRunFrequency: "Daily" | "Weekly";
      /** The day is ignored. */
      readonly scheduleRunTimes: readonly string[];
      readonly scheduleRunDays?: readonly string[];
    }
  | {
      readonly schedulePolicyType: "SimpleSchedulePolicyV2";
      readonly scheduleRunFrequency: "Hourly";
      readonly hourlySchedule: {
        /** Hours. */
        readonly interval: number;
        readonly scheduleWindowStartTime: string;
        /** Hours. */
        readonly scheduleWindowDuration: number;
      };
    };

/** A schedule with the Windows name of its time zone. */
export interface AzureSchedule {
  readonly policy: AzureSchedulePolicy;
  readonly timeZone: string;
}

const steps: readonly number[] = [4, 6, 8, 12];

/** Minutes within which Azure Backup begins a backup that is due. */
const leastStart = 120;

/**
 * A class in the form of Azure Backup for virtual machines, which knows no daylight saving time:
 * a zone whose clocks change is refused.
 *
 * @see https://learn.microsoft.com/azure/backup/backup-azure-vms-introduction
 */
export function compileAzureSchedule(backup: BackupClass): Rendering<AzureSchedule> {
  const { schedule, startWithinMinutes } = backup;
  const { start, timeZone } = schedule;
  const zone = windowsZone(timeZone, ruledYears);
  return rendered(
    [
      startWithinMinutes < leastStart &&
        `Azure Backup begins a backup within two hours, and not within ${startWithinMinutes} min.`,
      schedule.every === "hours" &&
        !steps.includes(schedule.hours) &&
        `Azure Backup runs every ${steps.join(", ")} or 24 hours, and not every ${schedule.hours}.`,
      !/:(00|30)$/.test(start) &&
        `Azure Backup begins at full and half hours, and not at ${start}.`,
      clockChanges(timeZone, ruledYears).length > 0 &&
        `Azure Backup knows no daylight saving time, and the clocks of ${timeZone} change. Count in UTC.`,
      zone === undefined && `No time zone of Windows shows the local times of ${timeZone}.`,
    ],
    () => ({ policy: policyOf(schedule), timeZone: zone?.name ?? "" }),
  );
}

function policyOf(schedule: BackupSchedule): AzureSchedulePolicy {
  // Only the time of the day counts.
  const at = `2026-01-01T${timesOfDay(schedule)[0] ?? schedule.start}:00Z`;
  if (schedule.every === "hours") {
    const hourlySchedule = {
      interval: schedule.hours,
      scheduleWindowStartTime: at,
      scheduleWindowDuration: 24 - schedule.hours,
    };
    return {
      schedulePolicyType: "SimpleSchedulePolicyV2",
      scheduleRunFrequency: "Hourly",
      hourlySchedule,
    };
  }
  const simple = { schedulePolicyType: "SimpleSchedulePolicy", scheduleRunTimes: [at] } as const;
  if (schedule.every === "day") {
    return { ...simple, scheduleRunFrequency: "Daily" };
  }
  const day = schedule.weekday.charAt(0).toUpperCase() + schedule.weekday.slice(1);
  return { ...simple, scheduleRunFrequency: "Weekly", scheduleRunDays: [day] };
}
