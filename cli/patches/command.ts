import { resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { readEstate } from "../../stacks/schema/read.js";
import { isDate, patchRows } from "./rows.js";
import { jsonOf, tableOf } from "./table.js";

interface Options {
  readonly asOf?: string;
  readonly json?: boolean;
  readonly stacks: string;
  readonly cwd: string;
  readonly account?: string;
}

/** `comanaged patches <stack>`: what the last window brought each server. */
export function patchesCommand(): Command {
  return new Command("patches")
    .description("show what became of the patches of each server; 1 when one is not patched")
    .argument("<stack>", "name of the stack")
    .option("--as-of <date>", "report as of that date, not the estate's planning date", date)
    .option("--json", "print JSON instead of a table")
    .option("--stacks <folder>", "folder of the catalog and the estates", "stacks")
    .option("-C, --cwd <folder>", "folder of the project", ".")
    .option("--account <name>", "another account with which servers on-premises are asked")
    .action(async (stack: string, { asOf, json, stacks, ...reach }: Options) => {
      const { estate } = readEstate(resolve(reach.cwd, stacks), stack);
      const day = asOf ?? estate.asOf;
      // The platforms' SDKs are large: no other command waits for them.
      const { patchSources } = await import("./sources.js");
      const { askingStack } = await import("../guests/stackGuests.js");
      const rows = await patchRows(estate, patchSources(estate, askingStack(stack, reach)), day);
      console.log(json === true ? jsonOf(rows, day) : tableOf(rows));
      if (rows.some(({ finding }) => finding !== undefined)) {
        process.exitCode = 1;
      }
    });
}

function date(text: string): string {
  if (!isDate(text)) {
    throw new InvalidArgumentError(`${text} is not a date such as 2026-11-21.`);
  }
  return text;
}
