import type { MaintenanceWindow, Weekday } from "../window.js";

/** A window that opens once in every week. */
export interface WeeklyWindow {
  readonly every: "week";
  readonly weekday: Weekday;
  /** Local start, `HH:MM`. */
  readonly start: string;
  /** Minutes from the start to the end, as a clock on the wall of UTC counts them. */
  readonly durationMinutes: number;
  /** IANA time zone of `start`. */
  readonly timeZone: string;
}

/** A window that opens on listed days only. */
export interface DatedWindow {
  /** Local dates, `YYYY-MM-DD`, in any order. */
  readonly dates: readonly string[];
  /** Local start, `HH:MM`. */
  readonly start: string;
  /** Minutes from the start to the end, as a clock on the wall of UTC counts them. */
  readonly durationMinutes: number;
  /** IANA time zone of `dates` and `start`. */
  readonly timeZone: string;
}

/** Every way to say when the provider may interrupt a server. */
export type Window = MaintenanceWindow | WeeklyWindow | DatedWindow;

/** Days on which nothing regular may touch a server: no opening may overlap them. */
export interface Freeze {
  readonly name: string;
  /** First local date, `YYYY-MM-DD`, in the time zone of the window. */
  readonly from: string;
  /** Last local date, included. */
  readonly to: string;
}

/** One opening that does not happen. */
export interface SkippedOpening {
  readonly action: "skip";
  /** Local date of the regular opening, `YYYY-MM-DD`. */
  readonly opening: string;
  readonly reason: string;
}

/** One opening that happens at another time. */
export interface MovedOpening {
  readonly action: "move";
  /** Local date of the regular opening, `YYYY-MM-DD`. */
  readonly opening: string;
  /** New local start, `YYYY-MM-DDTHH:MM`, in the time zone of the window. */
  readonly to: string;
  readonly reason: string;
}

/** What happens to one opening only. */
export type WindowException = SkippedOpening | MovedOpening;

/** Days for which a customer has the openings of a window put off. */
export interface Deferral {
  /** First local date, `YYYY-MM-DD`, in the time zone of the window. */
  readonly from: string;
  /** Last local date, included. */
  readonly to: string;
  readonly reason: string;
  readonly approver: string;
}

/** A window that opens once, at short notice, whatever the regular window and its freezes say. */
export interface EmergencyWindow {
  /** The advisory that asks for it, such as `CVE-2026-12345`. */
  readonly advisory: string;
  /** Earliest instant, with its offset: `2026-11-23T18:00+01:00`. It opens on the next full minute. */
  readonly notBefore: string;
  readonly durationMinutes: number;
}

/** A window with everything that changes single openings of it. */
export interface Schedule {
  readonly window: Window;
  readonly freezes?: readonly Freeze[];
  readonly exceptions?: readonly WindowException[];
  readonly deferrals?: readonly Deferral[];
  readonly emergencies?: readonly EmergencyWindow[];
}
