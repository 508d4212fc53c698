import type { BackupClass, BackupCopy } from "../../service/backup/backupClass.js";
import type { BackedUpPlatform } from "../../service/backup/backupServer.js";
import type { BackupSchedule } from "../../service/backup/schedule.js";
import { haveSameClocks } from "../../service/time/clockChanges.js";
import { ruledYears } from "../../service/time/touchedHours.js";
import type { Weekday } from "../../service/window.js";
import { clockReason } from "./clocks.js";
import { type Rendering, rendered } from "./rendering.js";
import { hasSteps, type VeeamRetention, veeamRetention } from "./veeamRetention.js";
import { type VeeamSchedule, veeamSchedule } from "./veeamSchedule.js";

/** Whether Hyper-V holds the guest while a backup begins. */
interface HypervQuiescence {
  readonly isEnabled: boolean;
  readonly crashConsistentBackup: boolean;
}

/** What a backup job of Veeam is told, without names and ids. */
export interface VeeamBackupJob {
  readonly storage: VeeamRetention & {
    readonly backupProxies?:
      | { readonly autoSelectEnabled: true }
      | { readonly proxyType: "onHost" };
    readonly advancedSettings: {
      readonly backupModeType?: "Incremental";
      readonly synthenticFulls: {
        readonly isEnabled: boolean;
        readonly weekly: { readonly isEnabled: boolean; readonly days?: readonly Weekday[] };
      };
      readonly vSphere?: { readonly enableVMWareToolsQuiescence: boolean };
      readonly hyperV?: { readonly guestQuiescence: HypervQuiescence };
    };
  };
  readonly schedule: VeeamSchedule;
}

/** What a backup copy job of Veeam is told, without names and ids. */
export interface VeeamCopyJob {
  readonly mode: "Immediate";
  readonly target: VeeamRetention & {
    readonly advancedSettings: {
      readonly rpoMonitor: {
        readonly newBackupThreshold: {
          readonly isEnabled: true;
          readonly type: "Minutes";
          readonly quantity: number;
        };
      };
    };
  };
  readonly schedule: { readonly type: "Immediate"; readonly scheduleMode: "Continuous" };
}

/** The jobs of a class on Veeam Backup & Replication. */
export interface VeeamJobs {
  readonly backup: VeeamBackupJob;
  /** By the place of the copies. */
  readonly copies: Readonly<Record<string, VeeamCopyJob>>;
}

/**
 * A class in the form of Veeam Backup & Replication, whose jobs run by the clock of their server.
 *
 * @param timeZone in which the backup server's clock hangs
 */
export function compileVeeamJobs(
  backup: BackupClass,
  timeZone: string,
  platform: BackedUpPlatform,
): Rendering<VeeamJobs> {
  const { schedule, copies } = backup;
  return rendered(
    [
      !haveSameClocks(schedule.timeZone, timeZone, ruledYears) &&
        `The backup server runs by the clocks of ${timeZone}, and the class counts in ${schedule.timeZone}.`,
      clockReason(schedule, "Veeam"),
    ],
    () => ({
      backup: backupJob(backup, platform),
      copies: Object.fromEntries(copies.map((copy) => [copy.place, copyJob(copy, schedule)])),
    }),
  );
}

function backupJob(
  { schedule, keep, consistency }: BackupClass,
  platform: BackedUpPlatform,
): VeeamBackupJob {
  const fullOn = fullDay(schedule);
  const hasFulls = hasSteps(keep);
  const isHeld = consistency === "application";
  const { storage, advanced } = ofPlatform(platform, isHeld);
  return {
    storage: {
      ...storage,
      ...veeamRetention(keep, fullOn),
      advancedSettings: {
        ...advanced,
        synthenticFulls: {
          isEnabled: hasFulls,
          weekly: hasFulls ? { isEnabled: true, days: [fullOn] } : { isEnabled: false },
        },
      },
    },
    schedule: veeamSchedule(schedule),
  };
}

/** Agents have no proxies; they hold Windows always (VSS) and Linux never. */
function ofPlatform(platform: BackedUpPlatform, isHeld: boolean) {
  const backupModeType = "Incremental" as const;
  switch (platform) {
    case "vsphere":
      return {
        storage: { backupProxies: { autoSelectEnabled: true } as const },
        advanced: { backupModeType, vSphere: { enableVMWareToolsQuiescence: isHeld } },
      };
    case "hyperv":
      return {
        storage: { backupProxies: { proxyType: "onHost" } as const },
        advanced: {
          backupModeType,
          hyperV: { guestQuiescence: { isEnabled: isHeld, crashConsistentBackup: !isHeld } },
        },
      };
    default:
      return { storage: {}, advanced: {} };
  }
}

/** Copies are made as soon as there is something to copy. */
function copyJob({ keep, withinMinutes }: BackupCopy, schedule: BackupSchedule): VeeamCopyJob {
  return {
    mode: "Immediate",
    target: {
      ...veeamRetention(keep, fullDay(schedule)),
      advancedSettings: {
        rpoMonitor: {
          newBackupThreshold: { isEnabled: true, type: "Minutes", quantity: withinMinutes },
        },
      },
    },
    schedule: { type: "Immediate", scheduleMode: "Continuous" },
  };
}

function fullDay(schedule: BackupSchedule): Weekday {
  return schedule.every === "week" ? schedule.weekday : "sunday";
}
