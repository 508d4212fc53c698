import type { BackupClass } from "../../service/backup/backupClass.js";
import { nominalMinutes } from "../../service/backup/schedule.js";
import { haveSameClocks } from "../../service/time/clockChanges.js";
import { ruledYears } from "../../service/time/touchedHours.js";
import { clockReason } from "./clocks.js";
import { type Rendering, rendered } from "./rendering.js";
import { hasSteps } from "./veeamRetention.js";

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
  { schedule, keep, copies, lock }: BackupClass,
  timeZone: string,
): Rendering<VcenterSchedule> {
  return rendered(
    [
      schedule.every === "hours" && "A vCenter writes its backups once a day at most.",
      !haveSameClocks(schedule.timeZone, timeZone, ruledYears) &&
        `The vCenter runs by the clocks of ${timeZone}, and the class counts in ${schedule.timeZone}.`,
      clockReason(schedule, "A vCenter"),
      hasSteps(keep) && "A vCenter counts its backups: it keeps none longer than the others.",
      copies.length > 0 && "A vCenter copies its backups nowhere.",
      lock !== "planned" && "A vCenter cannot keep its backups from being deleted.",
    ],
    () => {
      const [hour = 0, minute = 0] = schedule.start.split(":").map(Number);
      const days = schedule.every === "week" ? [schedule.weekday.toUpperCase()] : [];
      // So many lie there for the days to be over before the first of them goes.
      const max_count = Math.ceil((keep.days * 1440) / nominalMinutes(schedule)) + 1;
      return { recurrence_info: { minute, hour, days }, retention_info: { max_count } };
    },
  );
}
