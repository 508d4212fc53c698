import { Temporal } from "temporal-polyfill";
import { openingDates } from "../../service/time/dates.js";
import { openingOn } from "../../service/time/instants.js";
import { isKept, openings, singleOpenings } from "../../service/time/openings.js";
import type { Schedule, WeeklyWindow, Window } from "../../service/time/schedule.js";
import type { MaintenanceWindow, Opening } from "../../service/window.js";
import type { CompileContext } from "./context.js";

/** A window that repeats. */
export type RepeatingWindow = MaintenanceWindow | WeeklyWindow;

/** Regular openings that follow each other without an exception. */
export interface Segment {
  /** Whether an opening before it is left out, so that nothing may open before `from`. */
  readonly resumes: boolean;
  /** Earlier than the weekday of the first opening, later than the last opening before it. */
  readonly from: Temporal.PlainDate;
  readonly first: Temporal.PlainDate;
  /** The first day after the last opening; undefined when it goes on. */
  readonly until: Temporal.PlainDate | undefined;
  /** The dates of the openings of a segment that ends; empty when it goes on. */
  readonly dates: readonly Temporal.PlainDate[];
}

/** A schedule from the planning date on, cut where exceptions and freezes interrupt it. */
export interface Plan {
  readonly schedule: Schedule;
  /** The window when it repeats. */
  readonly repeating: RepeatingWindow | undefined;
  readonly segments: readonly Segment[];
  /** Openings that happen once, ascending. */
  readonly single: readonly Opening[];
}

/** Fewer openings than this between two interruptions are written as single ones. */
const worthARule = 3;

/** The plan of a schedule. */
export function planOf(schedule: Schedule, context: CompileContext): Plan {
  const { window } = schedule;
  const repeating = "dates" in window ? undefined : window;
  const runs = repeating === undefined ? [] : runsOf(schedule, repeating, context);
  const segments = runs.filter((run) => run.until === undefined || run.dates.length >= worthARule);
  const short = runs.filter((run) => !segments.includes(run)).flatMap(({ dates }) => dates);
  const { from, until } = context.period;
  const once =
    repeating === undefined
      ? openings(schedule, from, until)
      : singleOpenings(schedule, from, until);
  const single = [...short.map((date) => openingOn(date, window)), ...once];
  return { schedule, repeating, segments, single: distinct(single) };
}

/** The openings of segments that end, for schedulers whose rules cannot end. */
export function datedSegments({ schedule, segments }: Plan): readonly Opening[] {
  return segments.flatMap(({ dates }) => dates).map((date) => openingOn(date, schedule.window));
}

/** Openings ascending, one for each start: the longest. */
export function distinct(openings: readonly Opening[]): readonly Opening[] {
  return openings
    .toSorted((a, b) => byStart(a, b) || Temporal.Instant.compare(b.end, a.end))
    .filter(({ start }, index, sorted) => sorted[index - 1]?.start.equals(start) !== true);
}

const byStart = (a: Opening, b: Opening): number => Temporal.Instant.compare(a.start, b.start);

function runsOf(
  schedule: Schedule,
  window: RepeatingWindow,
  context: CompileContext,
): readonly Segment[] {
  const end = lastInterruption(schedule, context.asOf).add({ months: 3 });
  const runs: Temporal.PlainDate[][] = [[]];
  for (const date of openingDates(window, context.asOf, end)) {
    if (isKept(schedule, date)) {
      runs.at(-1)?.push(date);
    } else {
      runs.push([]);
    }
  }
  const last = runs.length - 1;
  return runs.flatMap((dates, index) =>
    segmentOf(window, dates, { resumes: index > 0, goesOn: index === last }),
  );
}

function segmentOf(
  window: Window,
  dates: readonly Temporal.PlainDate[],
  { resumes, goesOn }: { readonly resumes: boolean; readonly goesOn: boolean },
): readonly Segment[] {
  const first = dates[0];
  const final = dates.at(-1);
  if (first === undefined || final === undefined) {
    return [];
  }
  // Rules count at most six days on from a weekday, and months are at least four weeks apart.
  const from = "every" in window ? first : first.subtract({ days: 6 });
  return goesOn
    ? [{ resumes, from, first, until: undefined, dates: [] }]
    : [{ resumes, from, first, until: final.add({ days: 1 }), dates }];
}

/** The last date on which an exception, a freeze or a deferral changes the regular openings. */
function lastInterruption(schedule: Schedule, asOf: Temporal.PlainDate): Temporal.PlainDate {
  const dates = [
    ...(schedule.exceptions ?? []).map(({ opening }) => opening),
    ...(schedule.freezes ?? []).map(({ to }) => to),
    ...(schedule.deferrals ?? []).map(({ to }) => to),
  ].map((date) => Temporal.PlainDate.from(date));
  return [asOf, ...dates].reduce((a, b) => (Temporal.PlainDate.compare(a, b) < 0 ? b : a));
}
