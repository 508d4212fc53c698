import { Temporal } from "temporal-polyfill";
import { mutesBetween } from "../../components/service/time/mutes.js";
import type { Estate } from "../../stacks/schema/model.js";
import { type CalendarEntry, membersOf, type Span } from "./entries.js";

/** A time in which alarms of some servers are muted. */
export interface Mute
  extends Pick<CalendarEntry, "stack" | "group" | "start" | "end" | "timeZone" | "servers"> {
  readonly kind: "muted";
}

/** When alarms of an estate's servers are muted, ascending: exactly while a window is open. */
export function mutesOf(estate: Estate, { from, until }: Span): readonly Mute[] {
  return Object.values(estate.patchGroups)
    .flatMap((group) => {
      const { stack } = estate;
      const { base, schedule, window } = group;
      const servers = membersOf(estate, group);
      const intervals = servers.length === 0 ? [] : mutesBetween(schedule, from, until);
      return intervals.map((interval): Mute => {
        const { timeZone } = window;
        return { kind: "muted", stack, group: base, ...interval, timeZone, servers };
      });
    })
    .sort((a, b) => Temporal.Instant.compare(a.start, b.start));
}
