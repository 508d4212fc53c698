import type { Temporal } from "temporal-polyfill";
import { planningInstant } from "./instants.js";
import { deferredBy, openings, type ScheduledOpening } from "./openings.js";
import type { Schedule } from "./schedule.js";

/** Hours before an opening by which the customer must know of it, by class of work. */
export interface LeadTimes {
  readonly patching: number;
  readonly emergency: number;
}

/** A class of work with a lead time of its own. */
export type WorkClass = keyof LeadTimes;

/** The class of the work in an opening. */
export function workClass({ kind }: Pick<ScheduledOpening, "kind">): WorkClass {
  return kind === "emergency" ? "emergency" : "patching";
}

/** The last instant at which the notice of an opening is in time. */
export function noticeInstant(opening: ScheduledOpening, lead: LeadTimes): Temporal.Instant {
  return opening.start.subtract({ hours: lead[workClass(opening)] });
}

/** An opening that was announced and is gone, or is there and was not announced. */
export interface ShortNotice {
  readonly change: "cancelled" | "added";
  readonly opening: ScheduledOpening;
  readonly leadHours: number;
}

/**
 * What differs between two schedules in openings whose lead time has begun on the planning date,
 * counted from its first instant. What a deferral takes away is no short notice: the customer
 * asked for it.
 */
export function shortNotices(
  before: Schedule,
  after: Schedule,
  { asOf, lead }: { readonly asOf: string; readonly lead: LeadTimes },
): readonly ShortNotice[] {
  const from = planningInstant(asOf, after.window.timeZone);
  const imminent = (schedule: Schedule) => imminentOpenings(schedule, from, lead);
  const [was, is] = [imminent(before), imminent(after)];
  const cancelled = missing(was, is).filter(
    (opening) => opening.kind === "emergency" || deferredBy(after, opening) === undefined,
  );
  const told = (change: ShortNotice["change"]) => (opening: ScheduledOpening) => ({
    ...{ change, opening, leadHours: lead[workClass(opening)] },
  });
  return [...cancelled.map(told("cancelled")), ...missing(is, was).map(told("added"))];
}

function imminentOpenings(schedule: Schedule, from: Temporal.Instant, lead: LeadTimes) {
  const until = from.add({ hours: Math.max(...Object.values(lead)) });
  return openings(schedule, from, until).filter(
    (opening) => noticeInstant(opening, lead).epochMilliseconds < from.epochMilliseconds,
  );
}

function missing(these: readonly ScheduledOpening[], those: readonly ScheduledOpening[]) {
  return these.filter(
    ({ start, end }) => !those.some((other) => other.start.equals(start) && other.end.equals(end)),
  );
}
