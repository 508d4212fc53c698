import ICAL from "ical.js";
import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { Temporal } from "temporal-polyfill";
import type { CalendarEvent } from "./publish.js";

const prodId = { company: "Co-Managed", product: "Patch calendar", language: "EN" };

/** An iCalendar file. Times are in UTC, which every calendar shows in its own zone. */
export function writeIcs(name: string, events: readonly CalendarEvent[]): string {
  const calendar = ical({ name, prodId, method: ICalCalendarMethod.PUBLISH });
  for (const event of events) {
    const { uid, sequence, summary, description, status } = event;
    calendar.createEvent({
      ...{ id: uid, sequence, summary, description },
      start: dateOf(event.start),
      end: dateOf(event.end),
      stamp: dateOf(event.stamp),
      status: ICalEventStatus[status],
    });
  }
  return `${calendar.toString()}\r\n`;
}

/**
 * The events of an iCalendar file.
 *
 * @throws Error when the text is no iCalendar file
 */
export function readIcs(text: string): readonly CalendarEvent[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const { uid, sequence, startDate, endDate, summary, description } = new ICAL.Event(component);
    const status = component.getFirstPropertyValue("status");
    const stamp = component.getFirstPropertyValue("dtstamp");
    return {
      ...{ uid, summary, description },
      sequence: sequence ?? 0,
      start: instantOf(startDate.toJSDate()),
      end: instantOf(endDate.toJSDate()),
      stamp: Temporal.Instant.from(String(stamp)),
      status: status === "CANCELLED" ? "CANCELLED" : "CONFIRMED",
    };
  });
}

function dateOf(instant: Temporal.Instant): Date {
  return new Date(instant.epochMilliseconds);
}

function instantOf(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}
