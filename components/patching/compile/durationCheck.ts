import { formatDuration } from "../../service/duration.js";
import type { Schedule } from "../../service/time/schedule.js";
import type { Check } from "./rendering.js";

/** The durations that a scheduler can keep. */
export interface DurationLimit {
  readonly limit: string;
  /** The limit in words: `a duration of 1 to 24 whole hours`. */
  readonly allowed: string;
  readonly scheduler: string;
  /** The allowed duration closest to a number of minutes: not longer, where there is one. */
  readonly closest: (minutes: number) => number;
}

/** Refuses windows and emergency windows whose duration the scheduler cannot say. */
export function durationCheck({ limit, allowed, scheduler, closest }: DurationLimit): Check {
  return (schedule) =>
    durations(schedule)
      .filter(({ minutes }) => closest(minutes) !== minutes)
      .map(({ what, minutes }) => ({
        limit,
        reason:
          `${scheduler} takes ${allowed}; ${what} lasts ${formatDuration(minutes)}. ` +
          `The closest is ${formatDuration(closest(minutes))}.`,
        mended: {
          ...schedule.window,
          durationMinutes: closest(schedule.window.durationMinutes),
        },
      }));
}

function durations({ window, emergencies = [] }: Schedule) {
  return [
    { what: "the window", minutes: window.durationMinutes },
    ...emergencies.map(({ advisory, durationMinutes }) => ({
      what: `the emergency window for ${advisory}`,
      minutes: durationMinutes,
    })),
  ];
}
