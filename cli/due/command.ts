import { Command, InvalidArgumentError } from "commander";
import { Temporal } from "temporal-polyfill";
import { readEstate } from "../../stacks/schema/read.js";
import { type CalendarEntry, calendarEntries } from "../calendar/entries.js";
import { siteStack, stacksIn } from "../gate/touched.js";
import { instant } from "../instant.js";
import { nextInEstate } from "./next.js";

/** A window lasts at most a day, which may have 25 hours. */
const longestHours = 25;

interface Options {
  readonly stacks: string;
  readonly minutesLeft: number;
  readonly now: Temporal.Instant;
  readonly next?: boolean;
}

/** `comanaged due`: the estates of which a maintenance window is open, one name a line. */
export function dueCommand(): Command {
  return new Command("due")
    .description("name the estates of which a maintenance window is open now")
    .option("--stacks <folder>", "folder of the catalog and the estates", "stacks")
    .option("--minutes-left <number>", "the least time until it closes", minutes, 30)
    .option(
      "--now <instant>",
      "another time than now, such as 2026-12-15T22:00:00+01:00",
      instant,
      Temporal.Now.instant(),
    )
    .option("--next", "say in place of that what comes next in each estate, and when")
    .action(({ stacks, minutesLeft, now, next }: Options) => {
      const lines = next ? whatIsNext(stacks) : dueStacks(stacks, now, minutesLeft);
      for (const line of lines) {
        console.log(line);
      }
    });
}

/** The estates of a folder that may be interrupted from now on for so many minutes. */
export function dueStacks(folder: string, now: Temporal.Instant, minutesLeft: number): string[] {
  const until = now.add({ minutes: minutesLeft });
  const span = { from: now.subtract({ hours: longestHours }), until: now.add({ seconds: 1 }) };
  const isLongEnough = ({ start, end }: CalendarEntry) =>
    Temporal.Instant.compare(start, now) <= 0 && Temporal.Instant.compare(until, end) <= 0;
  return stacksIn(folder).filter(
    (name) =>
      name !== siteStack &&
      calendarEntries(readEstate(folder, name).estate, span).some(isLongEnough),
  );
}

/** What comes next in each estate of a folder, from its planning date on. */
export function whatIsNext(folder: string): string[] {
  return stacksIn(folder)
    .filter((name) => name !== siteStack)
    .flatMap((name) => nextInEstate(readEstate(folder, name).estate));
}

function minutes(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 60 * longestHours) {
    throw new InvalidArgumentError(`${text} is not a whole number of minutes.`);
  }
  return number;
}
