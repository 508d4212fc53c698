import { Temporal } from "temporal-polyfill";
import { type Weekday, weekdays } from "../window.js";

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
  const first = Temporal.PlainTime.from(schedule.start);
  const step = Math.min(nominalMinutes(schedule), dayMinutes);
  return Array.from({ length: dayMinutes / step }, (_, index) =>
    first.add({ minutes: index * step }).toString({ smallestUnit: "minute" }),
  ).sort();
}

/**
 * The instants at which backups are due, from `from` to before `until`, ascending. Of a time that
 * the clocks repeat the first one is meant, one that they skip counts on from before the change.
 */
export function backupStarts(
  schedule: BackupSchedule,
  from: Temporal.Instant,
  until: Temporal.Instant,
): readonly Temporal.Instant[] {
  const { timeZone } = schedule;
  const times = timesOfDay(schedule).map((time) => Temporal.PlainTime.from(time));
  const last = until.toZonedDateTimeISO(timeZone).toPlainDate().add({ days: 1 });
  const starts: Temporal.Instant[] = [];
  let date = from.toZonedDateTimeISO(timeZone).toPlainDate().subtract({ days: 1 });
  for (; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    if (schedule.every === "week" && weekdays[date.dayOfWeek - 1] !== schedule.weekday) {
      continue;
    }
    for (const time of times) {
      starts.push(date.toPlainDateTime(time).toZonedDateTime(timeZone).toInstant());
    }
  }
  return starts
    .filter((at) => Temporal.Instant.compare(from, at) <= 0)
    .filter((at) => Temporal.Instant.compare(at, until) < 0)
    .sort((a, b) => Temporal.Instant.compare(a, b));
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
