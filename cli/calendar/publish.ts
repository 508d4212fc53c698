import { Temporal } from "temporal-polyfill";
import { type CalendarEntry, local, type Span } from "./entries.js";

/** What an event says. */
interface EventText {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly status: "CONFIRMED" | "CANCELLED";
  readonly summary: string;
  readonly description: string;
}

/** An event as an iCalendar file holds it. */
export interface CalendarEvent extends EventText {
  readonly uid: string;
  /** Counts the changes of the event: calendars take the highest. */
  readonly sequence: number;
  /** When this version was written, by the planning date. */
  readonly stamp: Temporal.Instant;
}

/**
 * The events of a file after those that it held before: an event that changed gets the next
 * sequence number, one of the span that is gone is cancelled, and all others stay as they are.
 */
export function publish(
  entries: readonly CalendarEntry[],
  previous: readonly CalendarEvent[],
  span: Span,
): readonly CalendarEvent[] {
  const before = new Map(previous.map((event) => [event.uid, event]));
  const current = entries.map((entry) => version(entry.uid, textOf(entry), before, span));
  const kept = new Set(current.map(({ uid }) => uid));
  const others = previous
    .filter(({ uid }) => !kept.has(uid))
    .map((event) =>
      isWithin(event, span)
        ? version(event.uid, { ...event, status: "CANCELLED" }, before, span)
        : event,
    );
  return [...current, ...others].sort(
    (a, b) => Temporal.Instant.compare(a.start, b.start) || (a.uid < b.uid ? -1 : 1),
  );
}

function version(
  uid: string,
  text: EventText,
  before: ReadonlyMap<string, CalendarEvent>,
  { from }: Span,
): CalendarEvent {
  const last = before.get(uid);
  if (last !== undefined && says(last) === says(text)) {
    return last;
  }
  const { start, end, status, summary, description } = text;
  const sequence = last === undefined ? 0 : last.sequence + 1;
  return { uid, sequence, stamp: from, start, end, status, summary, description };
}

function says({ start, end, status, summary, description }: EventText): string {
  return JSON.stringify([start.toString(), end.toString(), status, summary, description]);
}

function isWithin({ start }: EventText, { from, until }: Span): boolean {
  return Temporal.Instant.compare(from, start) <= 0 && Temporal.Instant.compare(start, until) < 0;
}

function textOf(entry: CalendarEntry): EventText {
  const { start, end, timeZone, servers, group, customer, kind, reason = "" } = entry;
  const times = `${local(start, timeZone)} to ${local(end, timeZone)} (${timeZone})`;
  return {
    start,
    end,
    status: "CONFIRMED",
    summary: `${kind === "emergency" ? "Emergency patching" : "Patching"} of ${group}, ${customer}`,
    description: [
      `The provider installs security patches and restarts servers where needed.`,
      ...{ regular: [], moved: [`Moved: ${reason}`], emergency: [`Advisory: ${reason}`] }[kind],
      `Local time: ${times}`,
      `Servers: ${servers.join(", ")}`,
    ].join("\n"),
  };
}
