import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CalendarEntry, Span } from "./entries.js";
import { readIcs, writeIcs } from "./ics.js";
import { publish } from "./publish.js";

const ending = ".ics";

/** The calendar with the windows of all customers. */
const everything = "operators";

/** The openings of one estate and the span that they cover. */
export interface EstateCalendar {
  readonly stack: string;
  readonly customer: string;
  readonly span: Span;
  readonly entries: readonly CalendarEntry[];
}

/**
 * Writes a calendar for each estate and one for the operators. Events that earlier files hold and
 * that are gone are cancelled, those of estates that are gone among them.
 *
 * @returns the names of the files
 * @throws Error when an earlier file cannot be read as a calendar
 */
export function writeCalendars(folder: string, calendars: readonly EstateCalendar[]): string[] {
  mkdirSync(folder, { recursive: true });
  const [first] = calendars;
  if (first === undefined) {
    return [];
  }
  const all = {
    stack: everything,
    customer: "all customers",
    span: first.span,
    entries: calendars.flatMap(({ entries }) => entries),
  };
  const known = new Set([...calendars, all].map(({ stack }) => stack));
  const gone = readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .filter((stack) => !known.has(stack))
    .map((stack) => ({ stack, customer: stack, span: first.span, entries: [] }));
  return [...calendars, all, ...gone].map((calendar) => write(folder, calendar));
}

function write(folder: string, { stack, customer, span, entries }: EstateCalendar): string {
  const path = join(folder, `${stack}${ending}`);
  const events = publish(entries, previousEvents(path), span);
  writeFileSync(path, writeIcs(`Patch windows of ${customer}`, events));
  return path;
}

function previousEvents(path: string) {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (failure) {
    if (failure instanceof Error && "code" in failure && failure.code === "ENOENT") {
      return [];
    }
    throw failure;
  }
  return readIcs(text);
}
