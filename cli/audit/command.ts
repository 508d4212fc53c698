import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { Command } from "commander";
import { ensureEngine } from "../engine/engine.js";
import { exitCodes } from "../gate/command.js";
import { openExisting } from "../gate/judge.js";
import { secretsOf } from "../gate/secrets.js";
import { stacksIn } from "../gate/touched.js";
import { emptyReport, type StackReport } from "../report/model.js";
import {
  type Format,
  formatNamed,
  type Output,
  orBrokenInput,
  outputNamed,
  writeReport,
} from "../report/write.js";
import { messageOf, RunFailure } from "../stack/run.js";
import { audit } from "./audit.js";

interface Options {
  readonly stack?: readonly string[];
  readonly state?: readonly string[];
  readonly stacks: string;
  readonly cwd: string;
  readonly format: Format;
  readonly out?: readonly Output[];
}

/** `comanaged audit`: what the rules say about what exists. */
export function auditCommand(): Command {
  return new Command("audit")
    .description("judge what exists by its state: every stack, or those that are named")
    .option("--stack <name...>", "judge these stacks")
    .option("--state <file...>", "judge these files, written by `pulumi stack export`")
    .option("--stacks <folder>", "folder of the catalog and the estates", "stacks")
    .option("-C, --cwd <folder>", "folder of the project", ".")
    .option("--format <form>", "markdown, sarif, junit or json", formatNamed, "markdown")
    .option("--out <form=file>", "write a form into a file; may repeat", outputNamed)
    .addHelpText("after", exitCodes)
    .action(async (options: Options) => {
      const outputs = options.out ?? [{ format: options.format }];
      await orBrokenInput(async () =>
        writeReport({ command: "audit", stacks: await reportsOf(options), notTaken: [] }, outputs),
      );
    });
}

async function reportsOf({ stack, state, stacks, cwd }: Options): Promise<StackReport[]> {
  const files = (state ?? []).map((file) =>
    audit({ name: basename(file), exported: readJson(file), file, secrets: [] }),
  );
  const folder = resolve(cwd, stacks);
  const names = stack ?? (state === undefined ? stacksIn(folder) : []);
  const reports: StackReport[] = [];
  for (const name of names) {
    reports.push(await auditStack(name, resolve(cwd), folder));
  }
  return [...files, ...reports];
}

async function auditStack(name: string, workDir: string, stacks: string): Promise<StackReport> {
  try {
    const stack = await openExisting(name, { engine: ensureEngine, workDir }, {});
    const [exported, secrets] = [await stack.exportStack(), await secretsOf(stack)];
    return audit({ name, exported, stacks, secrets });
  } catch (failure) {
    return { ...emptyReport(name, "broken engine"), failure: messageOf(failure) };
  }
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (failure) {
    throw new RunFailure(`${file} cannot be read: ${messageOf(failure)}`);
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
