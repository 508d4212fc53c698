import type { BackupClass } from "../../../components/service/backup/backupClass.js";
import { computed } from "../../../components/service/backup/rpo.js";
import {
  type BackupSchedule,
  hourSteps,
  nominalMinutes,
  timesOfDay,
} from "../../../components/service/backup/schedule.js";
import { formatDuration } from "../../../components/service/duration.js";
import { ruledYears, touchingChange } from "../../../components/service/time/touchedHours.js";
import type { BackupClassInput } from "../backupClass.js";
import { minutes } from "../fields/duration.js";
import type { Path, Report } from "../report/finding.js";

/** The class in the words of the service; what contradicts itself is reported. */
export function resolveBackupClass(
  name: string,
  input: BackupClassInput,
  path: Path,
  report: Report,
): BackupClass | undefined {
  const backup = backupClassOf(name, input);
  const isSound = [
    checkWeekday(input, path, report),
    checkClock(backup.schedule, path, report),
    checkTimes(backup, input, path, report),
  ].every((sound) => sound);
  return isSound && checkPromise(backup, input, path, report) ? backup : undefined;
}

/** A class that the schema has accepted. */
export function backupClassOf(name: string, input: BackupClassInput): BackupClass {
  const { keep, lock, consistency, databases, rpo, rto, restoreTest, timeZone } = input;
  return {
    name,
    schedule: scheduleOf(input),
    startWithinMinutes: minutes(input.startWithin),
    completeWithinMinutes: minutes(input.completeWithin),
    keep: retentionOf(keep),
    copies: Object.entries(input.copies).map(([place, copy]) => ({
      place,
      withinMinutes: minutes(copy.within),
      keep: retentionOf(copy.keep ?? keep),
    })),
    ...{ lock, consistency },
    ...(databases !== undefined && { databases }),
    ...(rpo !== undefined && { promisedRpoMinutes: minutes(rpo) }),
    ...(rto !== undefined && { promisedRtoMinutes: minutes(rto) }),
    ...(restoreTest && { restoreTest: restoreTestOf(restoreTest, timeZone) }),
  };
}

function scheduleOf({ every, weekday, start, timeZone }: BackupClassInput): BackupSchedule {
  if (every === "7d") {
    return { every: "week", weekday: weekday ?? "sunday", start, timeZone };
  }
  const hours = hourSteps.find((step) => every === `${step}h`);
  return hours === undefined
    ? { every: "day", start, timeZone }
    : { every: "hours", hours, start, timeZone };
}

function retentionOf({ days, weeks, months, years }: BackupClassInput["keep"]) {
  return {
    days,
    ...(weeks !== undefined && { weeks }),
    ...(months !== undefined && { months }),
    ...(years !== undefined && { years }),
  };
}

function restoreTestOf(
  { duration, ...test }: NonNullable<BackupClassInput["restoreTest"]>,
  timeZone: string,
) {
  return { ...test, durationMinutes: minutes(duration), timeZone };
}

function checkWeekday({ every, weekday }: BackupClassInput, path: Path, report: Report): boolean {
  const isWeekly = every === "7d";
  if (isWeekly === (weekday !== undefined)) {
    return true;
  }
  report({
    path: [...path, isWeekly ? "every" : "weekday"],
    at: "value",
    message: isWeekly
      ? "a backup every 7d needs the day on which it runs"
      : `a backup every ${every} runs on all days`,
    allowed: "a weekday with every: 7d, and with nothing else",
    fix: isWeekly ? 'Add "weekday: sunday".' : "Remove the line.",
  });
  return false;
}

/** A time that clocks skip or repeat is reported: each platform makes something else of it. */
function checkClock(schedule: BackupSchedule, path: Path, report: Report): boolean {
  for (const time of timesOfDay(schedule)) {
    const change = touchingChange(time, schedule.timeZone);
    if (change !== undefined) {
      report({
        path: [...path, "start"],
        at: "value",
        message: `a backup at ${time} does not exist, or exists twice, on days when the clocks of ${schedule.timeZone} change`,
        allowed: `a start whose backups lie before ${change.from} or from ${change.to} on`,
        fix: 'Choose another start, or count in a zone without changes: "timeZone: UTC".',
      });
      return false;
    }
  }
  return true;
}

/** A backup begins before it has to be complete, and is complete before the next one begins. */
function checkTimes(
  backup: BackupClass,
  { every, startWithin, completeWithin }: BackupClassInput,
  path: Path,
  report: Report,
): boolean {
  const { startWithinMinutes, completeWithinMinutes, schedule } = backup;
  if (completeWithinMinutes <= startWithinMinutes) {
    report({
      path: [...path, "completeWithin"],
      at: "value",
      message: `a backup that may begin after ${startWithin} cannot be complete after ${completeWithin}`,
      allowed: "more than startWithin",
      fix: `Write more than "${startWithin}", or a shorter startWithin.`,
    });
    return false;
  }
  if (completeWithinMinutes > nominalMinutes(schedule)) {
    report({
      path: [...path, "completeWithin"],
      at: "value",
      message: `a backup that may take ${completeWithin} runs into the next one, which is due after ${every}`,
      allowed: `at most ${every}`,
      fix: `Write "${every}" or less, or back up less often.`,
    });
    return false;
  }
  return true;
}

/** A promise that the schedule cannot keep is reported. */
function checkPromise(
  backup: BackupClass,
  { every, startWithin, rpo }: BackupClassInput,
  path: Path,
  report: Report,
): boolean {
  const { rpoMinutes } = computed(backup, ruledYears);
  const { promisedRpoMinutes = rpoMinutes } = backup;
  if (rpoMinutes <= promisedRpoMinutes) {
    return true;
  }
  const clocks = rpoMinutes - nominalMinutes(backup.schedule) - backup.startWithinMinutes;
  const delayed = clocks > 0 ? `, and clocks that are put back add ${formatDuration(clocks)}` : "";
  report({
    path: [...path, "rpo"],
    at: "value",
    message: `${rpo ?? ""} is promised, but a restore may lose ${formatDuration(rpoMinutes)}: a backup is due every ${every} and begins within ${startWithin}${delayed}`,
    allowed: `${formatDuration(rpoMinutes)} or more`,
    fix: `Promise "${writtenDuration(rpoMinutes)}", back up more often, or shorten startWithin.`,
  });
  return false;
}

function writtenDuration(count: number): string {
  return count % 60 === 0 ? `${count / 60}h` : `${count}m`;
}
