import type { Command } from "commander";
import type { Report } from "./model.js";
import {
  type Format,
  formatNamed,
  type Output,
  orBrokenInput,
  outputNamed,
  writeReport,
} from "./write.js";

/** What every command that judges can be told. */
export interface JudgingOptions {
  readonly stack?: readonly string[];
  readonly stacks: string;
  readonly cwd: string;
  readonly format: Format;
  readonly out?: readonly Output[];
}

/** Gives a command the options and the exit codes of those that judge, and its work. */
export function judging<Options extends JudgingOptions>(
  command: Command,
  judge: (options: Options) => Promise<Report>,
): Command {
  return command
    .option("--stack <name...>", "judge these stacks")
    .option("--stacks <folder>", "folder of the catalog and the estates", "stacks")
    .option("-C, --cwd <folder>", "folder of the project", ".")
    .option("--format <form>", "markdown, sarif, junit or json", formatNamed, "markdown")
    .option("--out <form=file>", "write a form into a file; may repeat", outputNamed)
    .addHelpText("after", exitCodes)
    .action(async (options: Options) => {
      const outputs = options.out ?? [{ format: options.format }];
      await orBrokenInput(async () => writeReport(await judge(options), outputs));
    });
}

const exitCodes = `
Exit codes:
  0  nothing stands against it
  1  findings: a rule is broken or the change is refused
  2  broken input: mistakes in the files
  3  broken engine: it could not be judged`;
