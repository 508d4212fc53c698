import type { BackupClass } from "../../service/backup/backupClass.js";
import { nominalMinutes } from "../../service/backup/schedule.js";
import { haveSameClocks } from "../../service/time/clockChanges.js";
import { ruledYears } from "../../service/time/touchedHours.js";
import { clockReason } from "./clocks.js";
import { hasSteps } from "./veeamRetention.js";

/** A system that writes backups of itself, and counts them. */
interface Writer {
  /** At the beginning of a sentence, such as `A vCenter`. */
  readonly who: string;
  /** What it writes, such as `its backups`. */
  readonly what: string;
  /** IANA time zone in which its clock hangs. */
  readonly timeZone: string;
}

/**
 * Why a system that backs itself up cannot keep a class: it does so once a day or a week, keeps the
 * last so many, and nothing besides.
 */
export function reasonsOfWriter(
  { schedule, keep, copies, lock }: BackupClass,
  { who, what, timeZone }: Writer,
): readonly (string | false)[] {
  return [
    schedule.every === "hours" && `${who} writes ${what} once a day at most.`,
    !haveSameClocks(schedule.timeZone, timeZone, ruledYears) &&
      `${who} runs by the clocks of ${timeZone}, and the class counts in ${schedule.timeZone}.`,
    clockReason(schedule, who),
    hasSteps(keep) && `${who} counts ${what}: it keeps none longer than the others.`,
    copies.length > 0 && `${who} copies ${what} nowhere.`,
    lock !== "planned" && `${who} cannot keep ${what} from being deleted.`,
  ];
}

/** So many backups lie there for the days of a class to be over before the first of them goes. */
export function countKept({ schedule, keep }: Pick<BackupClass, "schedule" | "keep">): number {
  return Math.ceil((keep.days * 1440) / nominalMinutes(schedule)) + 1;
}
