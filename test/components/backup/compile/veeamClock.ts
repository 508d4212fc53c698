import type { VeeamSchedule } from "../../../../components/backup/compile/veeamSchedule.js";
import * as civil from "../../patching/evaluators/civil.js";
import { onlyInstant } from "../../patching/evaluators/zoneClock.js";

const minute = 60_000;
const hour = 60 * minute;
const weekdayNames = "sunday monday tuesday wednesday thursday friday saturday".split(" ");

/**
 * When Veeam Backup & Replication runs a job, as its user guide says: intervals count from
 * midnight, only permitted hours count, and a job starts at once where a denied time ends. The
 * minutes within an hour shift all of it.
 */
export function veeamInstants(
  { daily, periodically }: Pick<VeeamSchedule, "daily" | "periodically">,
  timeZone: string,
  range: civil.Range,
): readonly number[] {
  const wall = civil.daysOf(range).flatMap((day) => {
    const name = weekdayNames[civil.dayOf(day).weekday] ?? "";
    const times = [...dailyTimes(daily, name), ...periodicTimes(periodically, name)];
    return times.map((time) => day * civil.dayLength + time);
  });
  // What lies far outside could be a time that nobody documents.
  const near = wall.filter(
    (at) => range.from - civil.dayLength < at && at < range.until + civil.dayLength,
  );
  return civil.within(
    near.map((at) => onlyInstant(at, timeZone)),
    range,
  );
}

function dailyTimes(daily: VeeamSchedule["daily"], weekday: string): number[] {
  const { isEnabled, localTime = "", dailyKind, days = [] } = daily;
  const [hours = 0, minutes = 0] = localTime.split(":").map(Number);
  const isDay = dailyKind === "Everyday" || days.some((day) => day === weekday);
  return isEnabled && isDay ? [hours * hour + minutes * minute] : [];
}

function periodicTimes(periodically: VeeamSchedule["periodically"], weekday: string): number[] {
  const { isEnabled, frequency = 0, startTimeWithinAnHour = 0, backupWindow } = periodically;
  if (!isEnabled) {
    return [];
  }
  const permitted = (name: string) =>
    backupWindow?.days.find(({ day }) => day === name)?.hours.split(",") ?? [];
  const today = permitted(weekday);
  const before = permitted(weekdayNames[(weekdayNames.indexOf(weekday) + 6) % 7] ?? "").at(-1);
  return today.flatMap((flag, index) => {
    const isFreed = (index === 0 ? before : today[index - 1]) === "0";
    const starts = flag === "1" && (isFreed || index % frequency === 0);
    return starts ? [index * hour + startTimeWithinAnHour * minute] : [];
  });
}
