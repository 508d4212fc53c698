import type { BackupClass } from "../../service/backup/backupClass.js";
import { countKept, reasonsOfWriter } from "./countedBackups.js";
import { type Rendering, rendered } from "./rendering.js";

/** When a vCenter writes its backups, by its clock, and how many of them it keeps. */
export interface VcenterSchedule {
  readonly recurrence_info: {
    readonly minute: number;
    readonly hour: number;
    /** Every day when there are none. */
    readonly days: readonly string[];
  };
  readonly retention_info: { readonly max_count: number };
}

/**
 * A class as a vCenter keeps it: once a day or a week, so many backups, and nothing besides.
 *
 * @param timeZone in which the appliance's clock hangs
 * @see https://developer.broadcom.com/xapis/vsphere-automation-api/latest/api/appliance/recovery/backup/schedules/
 */
export function compileVcenterSchedule(
  backup: BackupClass,
  timeZone: string,
): Rendering<VcenterSchedule> {
  const { schedule } = backup;
  const writer = { who: "A vCenter", what: "its backups", timeZone };
  return rendered(reasonsOfWriter(backup, writer), () => {
    const [hour = 0, minute = 0] = schedule.start.split(":").map(Number);
    const days = schedule.every === "week" ? [schedule.weekday.toUpperCase()] : [];
    const retention_info = { max_count: countKept(backup) };
    return { recurrence_info: { minute, hour, days }, retention_info };
  });
}
