import { Temporal } from "temporal-polyfill";
import { type Opening, type Weekday, weekdays } from "../window.js";

/** The hours in which an instance scheduler keeps servers running, by their name in the catalog. */
export interface RunningHours {
  readonly name: string;
  /** The local days on which they begin. */
  readonly days: readonly Weekday[];
  /** Local start, `HH:MM`. */
  readonly start: string;
  /** Local end, `HH:MM`; on the next day when it is not later than the start. */
  readonly end: string;
  /** IANA time zone of both. */
  readonly timeZone: string;
}

/**
 * Whether a server with these hours runs from the start to the end of an opening. Hours that begin
 * when others end are one. Where clocks skip or repeat a start or an end, the server is taken to
 * start at the later and to stop at the earlier of both readings.
 */
export function runsThroughout(hours: RunningHours, { start, end }: Opening): boolean {
  const { timeZone } = hours;
  const first = start.toZonedDateTimeISO(timeZone).toPlainDate().subtract({ days: 1 });
  const last = end.toZonedDateTimeISO(timeZone).toPlainDate();
  return spans(hours, first, last).some((span) => {
    const starts = span.from.toZonedDateTime(timeZone, { disambiguation: "later" });
    const stops = span.to.toZonedDateTime(timeZone, { disambiguation: "earlier" });
    return (
      starts.epochMilliseconds <= start.epochMilliseconds &&
      end.epochMilliseconds <= stops.epochMilliseconds
    );
  });
}

/** `monday, tuesday 07:00 to 19:00 Europe/Berlin`. */
export function describeHours({ days, start, end, timeZone }: RunningHours): string {
  return `${days.join(", ")} ${start} to ${end} ${timeZone}`;
}

interface LocalSpan {
  readonly from: Temporal.PlainDateTime;
  readonly to: Temporal.PlainDateTime;
}

/** The hours that begin on local dates from the first to the last, those that touch joined. */
function spans(
  { days, start, end }: RunningHours,
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
): readonly LocalSpan[] {
  const joined: LocalSpan[] = [];
  for (let date = first; date.until(last).sign >= 0; date = date.add({ days: 1 })) {
    const weekday = weekdays[date.dayOfWeek - 1];
    if (weekday === undefined || !days.includes(weekday)) {
      continue;
    }
    const from = date.toPlainDateTime(Temporal.PlainTime.from(start));
    const ends = end > start ? date : date.add({ days: 1 });
    const to = ends.toPlainDateTime(Temporal.PlainTime.from(end));
    const before = joined.at(-1);
    if (before !== undefined && Temporal.PlainDateTime.compare(from, before.to) <= 0) {
      joined.splice(-1, 1, { from: before.from, to });
    } else {
      joined.push({ from, to });
    }
  }
  return joined;
}
