import { Temporal } from "temporal-polyfill";
import { formatDuration } from "../../components/service/duration.js";
import { planningInstant } from "../../components/service/time/instants.js";
import { noticeInstant, type WorkClass, workClass } from "../../components/service/time/notice.js";
import type { Estate } from "../../stacks/schema/model.js";
import { type CalendarEntry, calendarEntries, local, type Span } from "../calendar/entries.js";

/** What a customer is told before an opening. */
export interface Notice {
  readonly entry: CalendarEntry;
  readonly to: string;
  readonly work: WorkClass;
  /** The last local time at which it is in time, in the time zone of the window. */
  readonly sendBy: string;
  /** Whether it has to go out on the planning date. */
  readonly isDue: boolean;
  readonly subject: string;
  /** The text in Markdown. */
  readonly text: string;
}

/**
 * The notices of the openings in a span. One is due when its lead time begins on the planning date
 * or the day after it; that of an emergency is due at once.
 */
export function noticesOf(estate: Estate, span: Span): readonly Notice[] {
  return calendarEntries(estate, span).map((entry) => {
    const { timeZone } = entry;
    const work = workClass(entry);
    const last = noticeInstant(entry, estate.lead);
    const dayAfter = planningInstant(estate.asOf, timeZone).add({ hours: 48 });
    return {
      ...{ entry, to: estate.customer.contact, work, sendBy: local(last, timeZone) },
      isDue: work === "emergency" || Temporal.Instant.compare(last, dayAfter) < 0,
      subject: subjectOf(entry, work),
      text: textOf(entry, estate),
    };
  });
}

function subjectOf({ group, start, timeZone, customer }: CalendarEntry, work: WorkClass): string {
  const what = work === "emergency" ? "Emergency patching" : "Patching";
  return `${what} of ${group}, ${customer}: ${local(start, timeZone)} (${timeZone})`;
}

function textOf(entry: CalendarEntry, estate: Estate): string {
  const { start, end, timeZone, servers, kind, reason = "" } = entry;
  const minutes = start.until(end).total("minutes");
  const why = {
    regular: "The provider installs security patches that were released since the last window.",
    moved: `The provider installs security patches, at another time than usual: ${reason}.`,
    emergency: `The provider installs the patches of advisory ${reason}, at short notice.`,
  }[kind];
  return [
    `# ${subjectOf(entry, workClass(entry))}`,
    why,
    [
      `- Begins: ${local(start, timeZone)} (${timeZone})`,
      `- Ends: ${local(end, timeZone)} (${timeZone}), ${formatDuration(minutes)} later at most`,
      "- Interruption: each server restarts where a patch needs it and is then away for some " +
        "minutes, at any time in between; its services stop with it. Its alarms are muted.",
    ].join("\n"),
    "Servers:",
    servers.map((name) => `- ${name} (${serviceOf(name, estate)})`).join("\n"),
  ].join("\n\n");
}

function serviceOf(name: string, { servers }: Estate): string {
  const server = servers.find((one) => one.name === name);
  return server === undefined ? "" : `${server.service}, ${server.environment}`;
}
