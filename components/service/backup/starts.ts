import { Temporal } from "temporal-polyfill";
import { weekdays } from "../window.js";
import { type BackupSchedule, minutesOfDay, timesOfDay } from "./schedule.js";

/**
 * The instants at which backups are due, from `from` to before `until`, ascending. Of a time that
 * the clocks repeat the first one is meant, one that they skip counts on from before the change.
 */
export function backupStarts(
  schedule: BackupSchedule,
  from: Temporal.Instant,
  until: Temporal.Instant,
): readonly Temporal.Instant[] {
  const offset = lastingOffset(schedule.timeZone, from, until);
  const starts =
    offset === undefined
      ? byTheClocks(schedule, from, until)
      : byOffset(schedule, { from, until, offset });
  return starts
    .filter((at) => Temporal.Instant.compare(from, at) <= 0)
    .filter((at) => Temporal.Instant.compare(at, until) < 0)
    .sort((a, b) => Temporal.Instant.compare(a, b));
}

const hourMillis = 3_600_000;
const dayMillis = 24 * hourMillis;

/** The most hours within which no zone changes its clocks there and back. */
const steady = 10 * 24;

/** The offset of a short time in which no clocks change, in milliseconds; undefined otherwise. */
function lastingOffset(timeZone: string, from: Temporal.Instant, until: Temporal.Instant) {
  // What a change skipped comes up to a day after it.
  const before = from.subtract({ hours: 24 });
  if (until.epochMilliseconds - before.epochMilliseconds > steady * hourMillis) {
    return undefined;
  }
  const [first, last] = [before, until].map(
    (at) => at.toZonedDateTimeISO(timeZone).offsetNanoseconds / 1e6,
  );
  return first === last ? first : undefined;
}

/** The starts of the days that a time touches while no clocks change: windows are held against many. */
function byOffset(
  schedule: BackupSchedule,
  span: {
    readonly from: Temporal.Instant;
    readonly until: Temporal.Instant;
    readonly offset: number;
  },
): readonly Temporal.Instant[] {
  const dayOf = (at: Temporal.Instant) =>
    Math.floor((at.epochMilliseconds + span.offset) / dayMillis);
  const [first, last] = [dayOf(span.from), dayOf(span.until)];
  const days = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  // The first day of all was a Thursday.
  const isDay = (day: number) => isRun(schedule, (((day + 3) % 7) + 7) % 7);
  return days
    .filter(isDay)
    .flatMap((day) =>
      minutesOfDay(schedule).map((minutes) =>
        Temporal.Instant.fromEpochMilliseconds(day * dayMillis + minutes * 60_000 - span.offset),
      ),
    );
}

/** Whether backups run on a weekday, counted from Monday. */
function isRun(schedule: BackupSchedule, weekday: number): boolean {
  return schedule.every !== "week" || weekdays[weekday] === schedule.weekday;
}

function byTheClocks(
  schedule: BackupSchedule,
  from: Temporal.Instant,
  until: Temporal.Instant,
): readonly Temporal.Instant[] {
  const { timeZone } = schedule;
  const times = timesOfDay(schedule).map((time) => Temporal.PlainTime.from(time));
  const last = until.toZonedDateTimeISO(timeZone).toPlainDate();
  const starts: Temporal.Instant[] = [];
  // At a date line the clocks skip a day, and its starts count on from before.
  let date = from.toZonedDateTimeISO(timeZone).toPlainDate().subtract({ days: 1 });
  for (; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    if (isRun(schedule, date.dayOfWeek - 1)) {
      for (const time of times) {
        starts.push(date.toPlainDateTime(time).toZonedDateTime(timeZone).toInstant());
      }
    }
  }
  return starts;
}
