import { Command } from "commander";
import { readEstate } from "../../stacks/schema/read.js";
import { spanOf } from "../calendar/entries.js";
import { wholeDays } from "../calendar/wholeDays.js";
import { type Notice, noticesOf } from "./notice.js";

interface Options {
  readonly all?: boolean;
  readonly days: number;
  readonly json?: boolean;
  readonly stacks: string;
}

/** `comanaged notices <stack>`: what the customer is told before windows open. */
export function noticesCommand(): Command {
  return new Command("notices")
    .description("write the notices to the customer that are due on the planning date")
    .argument("<stack>", "name of the stack")
    .option("--all", "also those that are not due yet")
    .option("--days <number>", "days from the planning date", wholeDays, 90)
    .option("--json", "print JSON instead of Markdown")
    .option("--stacks <folder>", "folder of the catalog and the estates", "stacks")
    .action((stack: string, { all, days, json, stacks }: Options) => {
      const { estate } = readEstate(stacks, stack);
      const notices = noticesOf(estate, spanOf(estate.asOf, days)).filter(
        ({ isDue }) => isDue || all === true,
      );
      console.log(json === true ? jsonOf(notices) : textOf(notices, estate.asOf));
    });
}

function textOf(notices: readonly Notice[], asOf: string): string {
  return notices.length === 0
    ? `No notice is due on ${asOf}.`
    : notices
        .map(({ to, sendBy, text }) => `To: ${to}\nSend by: ${sendBy}\n\n${text}`)
        .join("\n\n---\n\n");
}

/** The notices as JSON: instants with their offsets. */
export function jsonOf(notices: readonly Notice[]): string {
  const plain = notices.map(({ entry, ...notice }) => {
    const { start, end, timeZone, group, servers, kind, reason } = entry;
    return {
      ...notice,
      ...{ group, servers, kind, ...(reason !== undefined && { reason }) },
      start: start.toString({ timeZone, smallestUnit: "minute" }),
      end: end.toString({ timeZone, smallestUnit: "minute" }),
      timeZone,
    };
  });
  return JSON.stringify(plain, undefined, 2);
}
