import type { Weekday } from "../window.js";

/** Hours between the backups of a schedule that runs several times a day. */
export const hourSteps = [1, 2, 3, 4, 6, 8, 12] as const;

/** One of the steps that divide a day into equal parts. */
export type HourStep = (typeof hourSteps)[number];

interface LocalStart {
  /** Local start, `HH:MM`; of several in a day any one. */
  readonly start: string;
  /** IANA time zone of `start`. */
  readonly timeZone: string;
}

/** When the backups of a class begin: local times, as a clock on the wall shows them. */
export type BackupSchedule =
  | (LocalStart & { readonly every: "hours"; readonly hours: HourStep })
  | (LocalStart & { readonly every: "day" })
  | (LocalStart & { readonly every: "week"; readonly weekday: Weekday });

const dayMinutes = 24 * 60;

/** Minutes from one backup to the next while no clock changes. */
export function nominalMinutes(schedule: BackupSchedule): number {
  switch (schedule.every) {
    case "hours":
      return schedule.hours * 60;
    case "day":
      return dayMinutes;
    case "week":
      return 7 * dayMinutes;
  }
}

/** The local times of a day of backups, `HH:MM`, ascending. */
export function timesOfDay(schedule: BackupSchedule): readonly string[] {
  return minutesOfDay(schedule).map((minutes) => {
    const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
    return [hour, minute].map((part) => String(part).padStart(2, "0")).join(":");
  });
}

/** The same in minutes since midnight. */
export function minutesOfDay(schedule: BackupSchedule): readonly number[] {
  const [hour = 0, minute = 0] = schedule.start.split(":").map(Number);
  const step = Math.min(nominalMinutes(schedule), dayMinutes);
  return Array.from(
    { length: dayMinutes / step },
    (_, index) => (hour * 60 + minute + index * step) % dayMinutes,
  ).sort((a, b) => a - b);
}

/** The schedule in a few words: `every 8 h from 01:00, Europe/Berlin`. */
export function describeSchedule(schedule: BackupSchedule): string {
  const { start, timeZone } = schedule;
  switch (schedule.every) {
    case "hours":
      return `every ${schedule.hours} h from ${start}, ${timeZone}`;
    case "day":
      return `every day at ${start}, ${timeZone}`;
    case "week":
      return `every ${schedule.weekday} at ${start}, ${timeZone}`;
  }
}
