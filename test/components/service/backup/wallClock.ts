import fc from "fast-check";
import { type BackupSchedule, hourSteps } from "../../../../components/service/backup/schedule.js";
import { weekdays } from "../../../../components/service/window.js";
import * as civil from "../../patching/evaluators/civil.js";
import { instantsOf } from "../../patching/evaluators/zoneClock.js";
import { startOfDay } from "../../patching/generated.js";

/** Any schedule of backups in one of some zones. */
export function schedules(zones: readonly string[]): fc.Arbitrary<BackupSchedule> {
  const local = { start: startOfDay, timeZone: fc.constantFrom(...zones) };
  return fc.oneof(
    fc.record({ every: fc.constant("day" as const), ...local }),
    fc.record({
      every: fc.constant("week" as const),
      weekday: fc.constantFrom(...weekdays),
      ...local,
    }),
    fc.record({
      every: fc.constant("hours" as const),
      hours: fc.constantFrom(...hourSteps),
      ...local,
    }),
  );
}

const hour = 3_600_000;

/** The instants at which backups are due, by a clock on the wall and nothing of the model. */
export function dueInstants(schedule: BackupSchedule, range: civil.Range): readonly number[] {
  const [hours = 0, minutes = 0] = schedule.start.split(":").map(Number);
  const first = hours * hour + minutes * 60_000;
  const step = schedule.every === "hours" ? schedule.hours * hour : civil.dayLength;
  const times = Array.from(
    { length: civil.dayLength / step },
    (_, index) => (first + index * step) % civil.dayLength,
  );
  const names = ["sunday", ...weekdays];
  const days = civil
    .daysOf(range)
    .filter(
      (day) => schedule.every !== "week" || names[civil.dayOf(day).weekday] === schedule.weekday,
    );
  const due = days.flatMap((day) =>
    times.map((time) => firstInstant(day * civil.dayLength + time, schedule.timeZone)),
  );
  return due.filter((at) => range.from <= at && at < range.until).sort((a, b) => a - b);
}

/** The first instant of a wall time, as epoch milliseconds; of a skipped one what the clock of the day before gives. */
export function firstInstant(wall: number, timeZone: string): number {
  const [at] = instantsOf(wall, timeZone);
  return at ?? firstInstant(wall - civil.dayLength, timeZone) + civil.dayLength;
}
