import type { BackupClass } from "../../service/backup/backupClass.js";
import { countKept, reasonsOfWriter } from "./countedBackups.js";
import { type Rendering, rendered } from "./rendering.js";
import { type VeeamDaily, veeamDaily } from "./veeamSchedule.js";

/** When Veeam writes its configuration away, and how many of these files it keeps. */
export interface VeeamConfiguration {
  readonly isEnabled: true;
  readonly restorePointsToKeep: number;
  readonly schedule: {
    readonly isEnabled: true;
    readonly daily: VeeamDaily;
    readonly monthly: { readonly isEnabled: false };
  };
}

/**
 * A class as Veeam keeps it of its own configuration: once a day or a week, so many files. They can
 * be kept from being deleted in object storage only, and later revisions of the server do that.
 *
 * @param timeZone in which the backup server's clock hangs
 * @see https://helpcenter.veeam.com/docs/vbr/userguide/vbr_config_schedule.html
 */
export function compileVeeamConfiguration(
  backup: BackupClass,
  timeZone: string,
): Rendering<VeeamConfiguration> {
  const who = "The backup server";
  return rendered(
    reasonsOfWriter(backup, { who, what: "backups of its configuration", timeZone }),
    () => ({
      isEnabled: true,
      restorePointsToKeep: countKept(backup),
      schedule: {
        isEnabled: true,
        daily: veeamDaily(backup.schedule),
        monthly: { isEnabled: false },
      },
    }),
  );
}
