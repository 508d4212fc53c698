import type { Temporal } from "temporal-polyfill";
import type { RunningHours } from "../../../../components/service/time/runningHours.js";

/** What the clock on the wall shows. */
interface Wall {
  readonly weekday: string;
  readonly time: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function wallAt(at: number, timeZone: string): Wall {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-GB", {
      ...{ timeZone, weekday: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    });
  formats.set(timeZone, format);
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const weekday = (parts.get("weekday") ?? "").toLowerCase();
  return { weekday, time: `${parts.get("hour")}:${parts.get("minute")}` };
}

const order = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** Whether an instance scheduler that reads the wall clock has a machine running. */
function isRunning({ days, start, end, timeZone }: RunningHours, at: number): boolean {
  const { weekday, time } = wallAt(at, timeZone);
  const yesterday = order[(order.indexOf(weekday) + 6) % 7];
  const begins = (day: string | undefined) => days.some((one) => one === day);
  return end > start
    ? begins(weekday) && start <= time && time < end
    : (begins(weekday) && start <= time) || (begins(yesterday) && time < end);
}

/** Whether a scheduler that looks every quarter of an hour finds a machine stopped in an opening. */
export function stopsWithin(
  hours: RunningHours,
  { start, end }: { readonly start: Temporal.Instant; readonly end: Temporal.Instant },
): boolean {
  for (let at = start.epochMilliseconds; at < end.epochMilliseconds; at += 15 * 60_000) {
    if (!isRunning(hours, at)) {
      return true;
    }
  }
  return false;
}
