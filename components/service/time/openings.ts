import { Temporal } from "temporal-polyfill";
import { remembered } from "../remembered.js";
import type { Opening } from "../window.js";
import { type Period, periodKey } from "./clockChanges.js";
import { openingDates, opensOn } from "./dates.js";
import { openingAt, openingOn } from "./instants.js";
import type { Deferral, EmergencyWindow, Freeze, MovedOpening, Schedule } from "./schedule.js";

/** One opening of a schedule and where it comes from. */
export interface ScheduledOpening extends Opening {
  readonly kind: "regular" | "moved" | "emergency";
  /** Local date of the regular opening that it is or that it stands for; none in an emergency. */
  readonly date?: string;
  /** Why it is there, when it is not regular: the reason of the move, the advisory. */
  readonly reason?: string;
}

/**
 * Every opening that starts at `from` or later and before `until`, ascending.
 *
 * Regular openings come without those that are skipped or moved, and neither they nor moved ones
 * overlap a freeze or a deferral. Emergency windows ignore both.
 */
export function openings(
  schedule: Schedule,
  from: Temporal.Instant,
  until: Temporal.Instant,
): readonly ScheduledOpening[] {
  return [
    ...regularAround(schedule, { from, until }).filter(({ start }) =>
      isBetween(start, from, until),
    ),
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
    (hasNoPauses(schedule) || !isPaused(schedule, openingOn(date, schedule.window)))
  );
}

function hasNoPauses({ freezes = [], deferrals = [] }: Schedule): boolean {
  return freezes.length === 0 && deferrals.length === 0;
}

function isPaused(schedule: Schedule, opening: Opening): boolean {
  return frozenBy(schedule, opening) !== undefined || deferredBy(schedule, opening) !== undefined;
}

/** The freeze that an opening overlaps. */
export function frozenBy({ window, freezes }: Schedule, opening: Opening): Freeze | undefined {
  return freezes?.find((days) => overlapsDays(opening, days, window.timeZone));
}

/** The deferral that an opening overlaps. */
export function deferredBy(
  { window, deferrals }: Schedule,
  opening: Opening,
): Deferral | undefined {
  return deferrals?.find((days) => overlapsDays(opening, days, window.timeZone));
}

/** Whether an opening overlaps local days from `from` to `to`, both included. */
function overlapsDays(
  opening: Opening,
  { from, to }: { readonly from: string; readonly to: string },
  timeZone: string,
): boolean {
  return overlap(opening, daysOf(from, to, timeZone));
}

const daysOf = remembered(
  (from: string, to: string, timeZone: string): Opening => {
    const start = Temporal.PlainDate.from(from).toZonedDateTime(timeZone).toInstant();
    const after = Temporal.PlainDate.from(to).add({ days: 1 });
    return { start, end: after.toZonedDateTime(timeZone).toInstant() };
  },
  (...days) => days.join(" "),
);

/** Whether two openings have a moment in common. */
export function overlap(a: Opening, b: Opening): boolean {
  return (
    Temporal.Instant.compare(a.start, b.end) < 0 && Temporal.Instant.compare(b.start, a.end) < 0
  );
}

const regularAround = remembered(
  regular,
  (schedule, period) => `${periodKey(period)} ${JSON.stringify(schedule)}`,
);

function regular(schedule: Schedule, { from, until }: Period): readonly ScheduledOpening[] {
  const { window } = schedule;
  const first = from.toZonedDateTimeISO(window.timeZone).toPlainDate();
  const last = until.toZonedDateTimeISO(window.timeZone).toPlainDate();
  // A start in skipped hours is pushed forward, at a date line by a whole day.
  return openingDates(window, first.subtract({ days: 1 }), last.add({ days: 1 }))
    .filter((date) => isKept(schedule, date))
    .map((date) => ({ ...openingOn(date, window), kind: "regular", date: date.toString() }));
}

function moved(schedule: Schedule, exception: MovedOpening): readonly ScheduledOpening[] {
  const { window } = schedule;
  if (!opensOn(window, Temporal.PlainDate.from(exception.opening))) {
    return [];
  }
  const opening = openingAt(Temporal.PlainDateTime.from(exception.to), window);
  const { opening: date, reason } = exception;
  return isPaused(schedule, opening) ? [] : [{ ...opening, kind: "moved", date, reason }];
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
