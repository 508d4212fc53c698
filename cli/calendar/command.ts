import { readdirSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { Temporal } from "temporal-polyfill";
import { readEstate } from "../../stacks/schema/read.js";
import { calendarEntries, spanOf } from "./entries.js";
import { type EstateCalendar, writeCalendars } from "./files.js";
import { jsonOf, tableOf } from "./table.js";

const ending = ".estate.yaml";
const mostDays = 3660;

interface Options {
  readonly days: number;
  readonly ics?: string;
  readonly json?: boolean;
  readonly stacks: string;
}

/** `comanaged calendar`: when which servers are patched, from each estate's planning date on. */
export function calendarCommand(): Command {
  return new Command("calendar")
    .description("show the next maintenance windows, or write them as iCalendar files")
    .option("--days <number>", "days from the planning date of each estate", wholeDays, 90)
    .option("--ics <folder>", "write a calendar for each estate and one for the operators")
    .option("--json", "print JSON instead of a table")
    .option("--stacks <folder>", "folder of the catalog and the estates", "stacks")
    .action(({ days, ics, json, stacks }: Options) => {
      const calendars = readCalendars(stacks, days);
      const entries = calendars
        .flatMap((calendar) => calendar.entries)
        .sort((a, b) => Temporal.Instant.compare(a.start, b.start));
      console.log(json === true ? jsonOf(entries) : tableOf(entries));
      if (ics !== undefined) {
        for (const file of writeCalendars(ics, calendars)) {
          console.error(`wrote ${file}`);
        }
      }
    });
}

/** The calendars of all estates in a folder, in the order of their names. */
export function readCalendars(folder: string, days: number): readonly EstateCalendar[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .sort()
    .map((file) => {
      const { estate } = readEstate(folder, file.slice(0, -ending.length));
      const { stack, customer, asOf } = estate;
      const span = spanOf(asOf, days);
      return { stack, customer: customer.name, span, entries: calendarEntries(estate, span) };
    });
}

function wholeDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > mostDays) {
    throw new InvalidArgumentError(`${text} is not a whole number from 1 to ${mostDays}.`);
  }
  return days;
}
