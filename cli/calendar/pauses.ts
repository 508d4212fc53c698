import { Temporal } from "temporal-polyfill";
import { openingDates } from "../../components/service/time/dates.js";
import { openingOn } from "../../components/service/time/instants.js";
import { deferredBy } from "../../components/service/time/openings.js";
import type { Estate, PatchGroup } from "../../stacks/schema/model.js";
import { type CalendarEntry, membersOf, type Span } from "./entries.js";

/** A regular opening that does not happen for some servers, and why. */
export interface Pause
  extends Pick<CalendarEntry, "stack" | "group" | "start" | "end" | "timeZone" | "servers"> {
  readonly kind: "skipped" | "put off";
  readonly reason: string;
}

/** The openings of an estate that an exception skips or a customer has put off. */
export function pausesOf(estate: Estate, span: Span): readonly Pause[] {
  return Object.values(estate.patchGroups)
    .flatMap((group) => pausesOfGroup(estate, group, span))
    .sort((a, b) => Temporal.Instant.compare(a.start, b.start));
}

function pausesOfGroup(estate: Estate, group: PatchGroup, { from, until }: Span): Pause[] {
  const { base, schedule, window } = group;
  const { timeZone } = window;
  const servers = membersOf(estate, group);
  const date = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(timeZone).toPlainDate();
  const dates = servers.length === 0 ? [] : openingDates(window, date(from), date(until));
  return dates.flatMap((day): Pause[] => {
    const opening = openingOn(day, window);
    const skip = schedule.exceptions?.find(
      (exception) => exception.action === "skip" && exception.opening === day.toString(),
    );
    const deferral = deferredBy(schedule, opening);
    const common = { stack: estate.stack, group: base, ...opening, timeZone, servers };
    if (skip !== undefined) {
      return [{ ...common, kind: "skipped", reason: skip.reason }];
    }
    const reason = `${deferral?.reason} (until ${deferral?.to}, allowed by ${deferral?.approver})`;
    return deferral === undefined ? [] : [{ ...common, kind: "put off", reason }];
  });
}
