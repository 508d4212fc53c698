import { Temporal } from "temporal-polyfill";
import { clockChanges } from "../../../components/service/time/clockChanges.js";
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
  checkDuration(input.duration, [...path, "duration"], report);
  const touched = touchedHours(timeZone).find((change) => isWithin(start, change));
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

/** Whether a window is neither too short nor too long to patch in, which is reported. */
export function checkDuration(duration: string, path: Path, report: Report): boolean {
  const durationMinutes = minutes(duration);
  const fits = durationMinutes >= shortest && durationMinutes <= longest;
  if (!fits) {
    report({
      path,
      at: "value",
      message: `a window of ${duration} cannot be used`,
      allowed: "30m to 24h",
      fix: durationMinutes < shortest ? 'Write "30m" or more.' : 'Write "24h" or less.',
    });
  }
  return fits;
}

/** Local times from `from` to before `to` that a clock change skips or repeats. */
interface TouchedHours {
  readonly from: string;
  readonly to: string;
}

function isWithin(time: string, { from, to }: TouchedHours): boolean {
  return from < to ? from <= time && time < to : from <= time || time < to;
}

const known = new Map<string, readonly TouchedHours[]>();

/** The years in which a window must have a start that exists once. */
const years = {
  from: Temporal.Instant.from("2026-01-01T00:00:00Z"),
  until: Temporal.Instant.from("2046-01-01T00:00:00Z"),
};

/** The hours that the rules of a zone skip or repeat in these years, each once. */
function touchedHours(timeZone: string): readonly TouchedHours[] {
  const found = known.get(timeZone) ?? distinctHours(timeZone);
  known.set(timeZone, found);
  return found;
}

function distinctHours(timeZone: string): readonly TouchedHours[] {
  const hours = clockChanges(timeZone, years).map(({ from, to }): [string, TouchedHours] => {
    const touched = { from: clock(from), to: clock(to) };
    return [`${touched.from} ${touched.to}`, touched];
  });
  return [...new Map(hours).values()];
}

function clock(time: Temporal.PlainDateTime): string {
  return time.toPlainTime().toString({ smallestUnit: "minute" });
}
