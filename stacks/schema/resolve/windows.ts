import { Temporal } from "temporal-polyfill";
import { minutes } from "../fields/duration.js";
import type { NamedWindow } from "../model.js";
import type { Path, Report } from "../report/finding.js";
import type { WindowInput } from "../window.js";

const shortest = 30;
const longest = 24 * 60;

/** The window in the words of the service; a start that clock changes touch is reported. */
export function resolveWindow(
  name: string,
  input: WindowInput,
  path: Path,
  report: Report,
): NamedWindow {
  const { week, weekday, offsetDays, start, timeZone } = input;
  const durationMinutes = minutes(input.duration);
  if (durationMinutes < shortest || durationMinutes > longest) {
    report({
      path: [...path, "duration"],
      at: "value",
      message: `a window of ${input.duration} cannot be used`,
      allowed: "30m to 24h",
      fix: durationMinutes < shortest ? 'Write "30m" or more.' : 'Write "24h" or less.',
    });
  }
  const touched = clockChanges(timeZone).find((change) => isWithin(start, change));
  if (touched !== undefined) {
    report({
      path: [...path, "start"],
      at: "value",
      message: `${start} does not exist, or exists twice, on days when the clocks of ${timeZone} change`,
      allowed: `a start before ${touched.from} or from ${touched.to} on`,
      fix: `Write "${touched.to}".`,
    });
  }
  return { name, week, weekday, offsetDays, start, durationMinutes, timeZone };
}

/** Local times from `from` to before `to` that a clock change skips or repeats. */
interface ClockChange {
  readonly from: string;
  readonly to: string;
}

function isWithin(time: string, { from, to }: ClockChange): boolean {
  return from < to ? from <= time && time < to : from <= time || time < to;
}

const known = new Map<string, readonly ClockChange[]>();
const firstYear = Temporal.Instant.from("2026-01-01T00:00:00Z");
const lastYear = Temporal.Instant.from("2046-01-01T00:00:00Z");

/** The clock changes that a zone's rules foresee for the twenty years from 2026 on. */
function clockChanges(timeZone: string): readonly ClockChange[] {
  const found = known.get(timeZone) ?? computeChanges(timeZone);
  known.set(timeZone, found);
  return found;
}

function computeChanges(timeZone: string): readonly ClockChange[] {
  const changes = new Map<string, ClockChange>();
  let transition = firstYear.toZonedDateTimeISO(timeZone).getTimeZoneTransition("next");
  while (transition !== null && Temporal.Instant.compare(transition.toInstant(), lastYear) < 0) {
    const before = transition.subtract({ nanoseconds: 1 });
    const shift = transition.offsetNanoseconds - before.offsetNanoseconds;
    const after = transition.toPlainTime();
    const other = after.subtract({ nanoseconds: shift });
    const [from, to] = shift > 0 ? [other, after] : [after, other];
    const change = { from: clock(from), to: clock(to) };
    changes.set(`${change.from} ${change.to}`, change);
    transition = transition.getTimeZoneTransition("next");
  }
  return [...changes.values()];
}

function clock(time: Temporal.PlainTime): string {
  return time.toString({ smallestUnit: "minute" });
}
