import { Temporal } from "temporal-polyfill";
import type { Period } from "../../service/time/clockChanges.js";
import { planningInstant } from "../../service/time/instants.js";
import type { Window } from "../../service/time/schedule.js";

/** What a compiler may know besides the schedule. */
export interface CompileOptions {
  /** The planning date, `YYYY-MM-DD`: the only clock. Openings before it are left out. */
  readonly asOf: string;
  /** IANA time zone of the server's own clock. @default the time zone of the window */
  readonly serverTimeZone?: string;
}

/** What checks and writers may know besides the schedule. */
export interface CompileContext {
  readonly period: Period;
  readonly asOf: Temporal.PlainDate;
  readonly exactUntil: Temporal.PlainDate;
  readonly serverTimeZone: string;
}

/** Years after the planning date for which a rendering is exact. */
const exactYears = 12;

/** The context of a schedule. */
export function contextOf(window: Window, options: CompileOptions): CompileContext {
  const asOf = Temporal.PlainDate.from(options.asOf);
  const exactUntil = Temporal.PlainDate.from({ year: asOf.year + exactYears, month: 1, day: 1 });
  return {
    asOf,
    exactUntil,
    period: {
      from: planningInstant(options.asOf, window.timeZone),
      until: planningInstant(exactUntil.toString(), window.timeZone),
    },
    serverTimeZone: options.serverTimeZone ?? window.timeZone,
  };
}
