import type { MonthlyDays } from "../../service/time/dates.js";
import type { Opening, Weekday } from "../../service/window.js";
import type { CompileContext } from "./context.js";
import type { RepeatingWindow } from "./plan.js";
import { windowsZone } from "./windowsZone.js";

/** What must be true of the minute of a trigger for the task's command to do anything. */
export interface DateGuard {
  /** Windows name of the zone of `start` and `days`; absent where the server's own clock counts. */
  readonly timeZone?: string;
  /** Local time of the trigger, `HH:MM`. */
  readonly start: string;
  /** Days on which it runs: that date less the offset is the nth weekday of its month. */
  readonly days: MonthlyDays | { readonly weekday: Weekday };
  /** Minutes in UTC at which it runs as well, `YYYY-MM-DDTHH:MMZ`. */
  readonly also: readonly string[];
}

/**
 * The guard of a window.
 *
 * @param single openings with triggers of their own
 * @param foreign the context, when the server's clock shows another zone than the window's
 */
export function guardFor(
  window: RepeatingWindow,
  single: readonly Opening[],
  foreign: CompileContext | undefined,
): DateGuard {
  const zone = foreign && windowsZone(window.timeZone, foreign.period);
  const { weekday, start } = window;
  const days =
    "every" in window ? { weekday } : { week: window.week, weekday, offsetDays: window.offsetDays };
  return {
    ...(zone && { timeZone: zone.name }),
    start,
    days,
    also: single.map((opening) => opening.start.toString({ smallestUnit: "minute" })),
  };
}
