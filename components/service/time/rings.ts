import { Temporal } from "temporal-polyfill";
import { dateInMonth, type MonthlyDays } from "./dates.js";
import { openings, type ScheduledOpening } from "./openings.js";
import type { Schedule } from "./schedule.js";

/** Servers that are patched together, in their place among the rings. */
export interface Ring {
  readonly name: string;
  readonly schedule: Schedule;
  /** Hours from the end of the opening of the ring before to the earliest start of this one's. */
  readonly soakHours: number;
}

/** An opening of a ring that its test ring does not cover. */
export interface RingProblem {
  readonly ring: string;
  readonly before: string;
  readonly opening: ScheduledOpening;
  /** The opening of the ring before in the same patch cycle; undefined when there is none. */
  readonly tested: ScheduledOpening | undefined;
  readonly message: string;
}

/** The day on which a patch cycle begins: Microsoft's, which the other vendors' cycles contain. */
export const patchDay: MonthlyDays = { week: "second", weekday: "tuesday", offsetDays: 0 };

/**
 * Every opening of a ring in a period that comes before the ring before it was patched and has
 * soaked in the same patch cycle. Emergency windows are exempt: they are announced as untested.
 *
 * @param rings in their order, the test ring first; its own `soakHours` means nothing
 * @param cycle the day of a month on which a cycle begins; it ends where the next one begins
 */
export function ringProblems(
  rings: readonly Ring[],
  from: Temporal.Instant,
  until: Temporal.Instant,
  cycle: MonthlyDays = patchDay,
): readonly RingProblem[] {
  return rings.flatMap((ring, index) => {
    const before = rings[index - 1];
    return before === undefined ? [] : problemsBetween(before, ring, { from, until, cycle });
  });
}

interface Span {
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
  readonly cycle: MonthlyDays;
}

function problemsBetween(before: Ring, ring: Ring, span: Span): readonly RingProblem[] {
  const { from, until, cycle } = span;
  const earlier = from.subtract({ hours: longestCycle });
  const tested = planned(before, earlier, until).map((opening) => ({
    opening,
    cycle: patchCycle(opening, before, cycle),
  }));
  return planned(ring, from, until).flatMap((opening) => {
    const mine = patchCycle(opening, ring, cycle);
    const test = tested.find((candidate) => candidate.cycle === mine)?.opening;
    const ready = test?.end.add({ hours: ring.soakHours });
    return ready !== undefined && Temporal.Instant.compare(ready, opening.start) <= 0
      ? []
      : [describe(before, ring, opening, test)];
  });
}

/** The opening of the ring before in the patch cycle of a ring's opening, earlier than that. */
export function testOf(
  before: Pick<Ring, "schedule">,
  ring: Pick<Ring, "schedule">,
  opening: ScheduledOpening,
): ScheduledOpening | undefined {
  const mine = patchCycle(opening, ring);
  return planned(before, opening.start.subtract({ hours: longestCycle }), opening.start).find(
    (test) => patchCycle(test, before) === mine,
  );
}

/** Hours: a cycle lasts at most five weeks, so the test opening is at most that much earlier. */
const longestCycle = 24 * 36;

function planned(
  { schedule }: Pick<Ring, "schedule">,
  from: Temporal.Instant,
  until: Temporal.Instant,
) {
  return openings(schedule, from, until).filter(({ kind }) => kind !== "emergency");
}

/** The date on which the patch cycle of a ring's opening began. */
export function patchCycle(
  opening: ScheduledOpening,
  ring: Pick<Ring, "schedule">,
  cycle: MonthlyDays = patchDay,
): string {
  const date = opening.start.toZonedDateTimeISO(ring.schedule.window.timeZone).toPlainDate();
  const month = date.toPlainYearMonth();
  const begin = dateInMonth(month, cycle);
  return Temporal.PlainDate.compare(begin, date) <= 0
    ? begin.toString()
    : dateInMonth(month.subtract({ months: 1 }), cycle).toString();
}

function describe(
  before: Ring,
  ring: Ring,
  opening: ScheduledOpening,
  tested: ScheduledOpening | undefined,
): RingProblem {
  const { timeZone } = ring.schedule.window;
  const local = ({ start }: ScheduledOpening): string =>
    start.toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: "minute" });
  const what = `Ring "${ring.name}" opens ${local(opening)} (${timeZone})`;
  const message =
    tested === undefined
      ? `${what}, but ring "${before.name}" has no opening before it in that patch cycle.`
      : `${what}; ring "${before.name}" opens ${local(tested)} and soaks for ${ring.soakHours} h ` +
        "from its end. Give the ring a later window.";
  return { ring: ring.name, before: before.name, opening, tested, message };
}
