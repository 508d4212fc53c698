import { windowsZone } from "../../patching/compile/windowsZone.js";
import type { BackupClass } from "../../service/backup/backupClass.js";
import { clockChanges } from "../../service/time/clockChanges.js";
import { ruledYears } from "../../service/time/touchedHours.js";
import { type Rendering, rendered } from "./rendering.js";

/**
 * When a protection policy of Azure Backup runs, in the words of Recovery Services: of the enhanced
 * kind, which alone takes machines with Trusted Launch.
 */
export interface AzureSchedule {
  readonly policy: {
    readonly schedulePolicyType: "SimpleSchedulePolicyV2";
    readonly scheduleRunFrequency: "Daily";
    /** Of the times the day is ignored. */
    readonly dailySchedule: { readonly scheduleRunTimes: readonly [string] };
  };
  /** Windows name. */
  readonly timeZone: string;
}

/** Minutes within which Azure Backup begins a backup that is due. */
const leastStart = 120;

/**
 * A class in the form of Azure Backup for virtual machines. It knows no daylight saving time, so a
 * zone whose clocks change is refused, and of several backups in a day it brings only the last one
 * into the vault: the others stay snapshots beside the disks, which are no backups.
 *
 * @see https://learn.microsoft.com/azure/backup/backup-support-matrix-iaas
 * @see https://learn.microsoft.com/azure/backup/backup-azure-vms-enhanced-policy
 */
export function compileAzureSchedule(backup: BackupClass): Rendering<AzureSchedule> {
  const { schedule, startWithinMinutes } = backup;
  const { start, timeZone } = schedule;
  const zone = windowsZone(timeZone, ruledYears);
  return rendered(
    [
      startWithinMinutes < leastStart &&
        `Azure Backup begins a backup within two hours, and not within ${startWithinMinutes} min.`,
      schedule.every !== "day" &&
        "Azure Backup brings one backup of each day into the vault; write every: 24h.",
      !/:(00|30)$/.test(start) &&
        `Azure Backup begins at full and half hours, and not at ${start}.`,
      clockChanges(timeZone, ruledYears).length > 0 &&
        `Azure Backup knows no daylight saving time, and the clocks of ${timeZone} change. Count in UTC.`,
      zone === undefined && `No time zone of Windows shows the local times of ${timeZone}.`,
    ],
    () => ({
      policy: {
        schedulePolicyType: "SimpleSchedulePolicyV2",
        scheduleRunFrequency: "Daily",
        dailySchedule: { scheduleRunTimes: [`2026-01-01T${start}:00Z`] },
      },
      timeZone: zone?.name ?? "",
    }),
  );
}
