import { Temporal } from "temporal-polyfill";
import type { Opening } from "../window.js";
import { openingDates, opensOn } from "./dates.js";
import { openingAt, openingOn } from "./instants.js";
import type { EmergencyWindow, Freeze, MovedOpening, Schedule } from "./schedule.js";

/** One opening of a schedule and where it comes from. */
export interface ScheduledOpening extends Opening {
  readonly kind: "regular" | "moved" | "emergency";
  /** Why it is there, when it is not regular: the reason of the move, the advisory. */
  readonly reason?: string;
}

/**
 * Every opening that starts at `from` or later and before `until`, ascending.
 *
 * Regular openings come without those that are skipped or moved, and neither they nor moved ones
 * overlap a freeze. Emergency windows ignore freezes.
 */
export function openings(
  schedule: Schedule,
  from: Temporal.Instant,
  until: Temporal.Instant,
): readonly ScheduledOpening[] {
  return [
    ...regular(schedule, from, until).filter(({ start }) => isBetween(start, from, until)),
    ...singleOpenings(schedule, from, until),
  ].sort((a, b) => Temporal.Instant.compare(a.start, b.start));
}

/** The openings of a period that are moved or emergencies. */
export function singleOpenings(
  schedule: Schedule,
  from: Temporal.Instant,
  until: Temporal.Instant,
): readonly ScheduledOpening[] {
  return [
    ...(schedule.exceptions ?? []).flatMap((exception) =>
      exception.action === "move" ? moved(schedule, exception) : [],
    ),
    ...(schedule.emergencies ?? []).map(emergency),
  ].filter(({ start }) => isBetween(start, from, until));
}

/** Whether the regular opening of a local date happens as the window says. */
export function isKept(schedule: Schedule, date: Temporal.PlainDate): boolean {
  const text = date.toString();
  return (
    !(schedule.exceptions ?? []).some((exception) => exception.opening === text) &&
    ((schedule.freezes ?? []).length === 0 ||
      frozenBy(schedule, openingOn(date, schedule.window)) === undefined)
  );
}

/** The freeze that an opening overlaps. */
export function frozenBy(schedule: Schedule, opening: Opening): Freeze | undefined {
  const { timeZone } = schedule.window;
  return schedule.freezes?.find(({ from, to }) => {
    const begin = Temporal.PlainDate.from(from).toZonedDateTime(timeZone).toInstant();
    const after = Temporal.PlainDate.from(to).add({ days: 1 });
    const end = after.toZonedDateTime(timeZone).toInstant();
    return (
      Temporal.Instant.compare(opening.start, end) < 0 &&
      Temporal.Instant.compare(begin, opening.end) < 0
    );
  });
}

function regular(
  schedule: Schedule,
  from: Temporal.Instant,
  until: Temporal.Instant,
): readonly ScheduledOpening[] {
  const { window } = schedule;
  const first = from.toZonedDateTimeISO(window.timeZone).toPlainDate();
  const last = until.toZonedDateTimeISO(window.timeZone).toPlainDate();
  // A start in skipped hours is pushed forward, at a date line by a whole day.
  return openingDates(window, first.subtract({ days: 1 }), last.add({ days: 1 }))
    .filter((date) => isKept(schedule, date))
    .map((date) => ({ ...openingOn(date, window), kind: "regular" }));
}

function moved(schedule: Schedule, exception: MovedOpening): readonly ScheduledOpening[] {
  const { window } = schedule;
  if (!opensOn(window, Temporal.PlainDate.from(exception.opening))) {
    return [];
  }
  const opening = openingAt(Temporal.PlainDateTime.from(exception.to), window);
  return frozenBy(schedule, opening) === undefined
    ? [{ ...opening, kind: "moved", reason: exception.reason }]
    : [];
}

function emergency({ advisory, notBefore, durationMinutes }: EmergencyWindow): ScheduledOpening {
  const start = Temporal.Instant.from(notBefore).round({
    smallestUnit: "minute",
    roundingMode: "ceil",
  });
  return {
    start,
    end: start.add({ minutes: durationMinutes }),
    kind: "emergency",
    reason: advisory,
  };
}

function isBetween(
  instant: Temporal.Instant,
  from: Temporal.Instant,
  until: Temporal.Instant,
): boolean {
  return (
    Temporal.Instant.compare(from, instant) <= 0 && Temporal.Instant.compare(instant, until) < 0
  );
}
