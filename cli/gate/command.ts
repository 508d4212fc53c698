import { join, resolve } from "node:path";
import { Command } from "commander";
import { ensureEngine } from "../engine/engine.js";
import { packageFolder } from "../packageFolder.js";
import type { Report, StackReport } from "../report/model.js";
import {
  type Format,
  formatNamed,
  type Output,
  orBrokenInput,
  outputNamed,
  writeReport,
} from "../report/write.js";
import { checkoutOf } from "./git.js";
import { type Bench, judge } from "./judge.js";
import { takeData } from "./takeData.js";
import { changedFiles, stacksIn, touchedStacks } from "./touched.js";

interface Options {
  readonly base?: string;
  readonly head?: string;
  readonly stack?: readonly string[];
  readonly stacks: string;
  readonly cwd: string;
  readonly policyPack?: readonly string[];
  readonly policyPackConfig?: readonly string[];
  readonly format: Format;
  readonly out?: readonly Output[];
}

/** `comanaged gate`: what a change would do, before anybody does it. */
export function gateCommand(): Command {
  return new Command("gate")
    .description("preview the stacks that a change touches and say what stands against it")
    .option("--base <ref>", "judge what changed since this commit; everything when left out")
    .option(
      "--head <commit>",
      "take the estates of this commit into the working tree, nothing else",
    )
    .option("--stack <name...>", "judge these stacks, whatever changed")
    .option("--stacks <folder>", "folder of the catalog and the estates", "stacks")
    .option("-C, --cwd <folder>", "folder of the project", ".")
    .option("--policy-pack <folder...>", "rules to ask; those of this package when left out")
    .option("--policy-pack-config <file...>", "settings of the rules, one file for each pack")
    .option("--format <form>", "markdown, sarif, junit or json", formatNamed, "markdown")
    .option("--out <form=file>", "write a form into a file; may repeat", outputNamed)
    .addHelpText("after", exitCodes)
    .action(async (options: Options) => {
      const outputs = options.out ?? [{ format: options.format }];
      await orBrokenInput(async () => writeReport(await gate(options), outputs));
    });
}

/** What the exit codes of the commands that judge mean. */
export const exitCodes = `
Exit codes:
  0  nothing stands against it
  1  findings: a rule is broken or the change is refused
  2  broken input: mistakes in the files
  3  broken engine: it could not be judged`;

async function gate(options: Options): Promise<Report> {
  const cwd = resolve(options.cwd);
  const stacks = resolve(cwd, options.stacks);
  const { names, notTaken } = await scopeOf(options, stacks);
  const folders = options.policyPack ?? [join(packageFolder, "dist", "policies", "packs", "all")];
  const bench: Bench = {
    engine: ensureEngine,
    workDir: cwd,
    stacks,
    packs: { folders: folders.map((one) => resolve(one)), configs: options.policyPackConfig ?? [] },
  };
  const reports: StackReport[] = [];
  // One after the other: every preview takes all processors that there are.
  for (const name of [...new Set(options.stack ?? names)]) {
    reports.push(await judge(name, bench));
  }
  return { command: "gate", stacks: reports, notTaken };
}

/** The stacks that the change touches, and what of it is left out of the judgement. */
async function scopeOf({ base, head, stack }: Options, stacks: string): Promise<Scope> {
  if (head !== undefined) {
    const checkout = await checkoutOf(stacks);
    const { taken, notTaken } = await takeData(head, checkout);
    return { names: touchedStacks(taken, checkout.folder, stacksIn(stacks)), notTaken };
  }
  if (base === undefined || stack !== undefined) {
    return { names: stack ?? stacksIn(stacks), notTaken: [] };
  }
  const checkout = await checkoutOf(stacks);
  const files = await changedFiles(base, checkout);
  return { names: touchedStacks(files, checkout.folder, stacksIn(stacks)), notTaken: [] };
}

interface Scope {
  readonly names: readonly string[];
  readonly notTaken: readonly string[];
}
