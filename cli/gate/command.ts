import { join, resolve } from "node:path";
import { Command } from "commander";
import { ensureEngine } from "../engine/engine.js";
import { packageFolder } from "../packageFolder.js";
import type { Report, StackReport } from "../report/model.js";
import { type JudgingOptions, judging } from "../report/options.js";
import { approvalsIn, type JudgedChange } from "./approval/approvals.js";
import { checkoutOf, git } from "./git.js";
import { type Bench, judge } from "./judge.js";
import { takeData } from "./takeData.js";
import { changedFiles, stacksIn, touchedStacks } from "./touched.js";

interface Options extends JudgingOptions {
  readonly base?: string;
  readonly head?: string;
  readonly policyPack?: readonly string[];
  readonly policyPackConfig?: readonly string[];
}

/** `comanaged gate`: what a change would do, before anybody does it. */
export function gateCommand(): Command {
  const command = new Command("gate")
    .description("preview the stacks that a change touches and say what stands against it")
    .option("--base <ref>", "judge what changed since this commit; everything when left out")
    .option(
      "--head <commit>",
      "take the estates of this commit into the working tree, nothing else",
    )
    .option("--policy-pack <folder...>", "rules to ask; those of this package when left out")
    .option("--policy-pack-config <file...>", "settings of the rules, one file for each pack");
  return judging(command, gate);
}

async function gate(options: Options): Promise<Report> {
  const cwd = resolve(options.cwd);
  const stacks = resolve(cwd, options.stacks);
  const { names, notTaken, change } = await scopeOf(options, stacks);
  const approvals = approvalsIn(process.env, change);
  const folders = options.policyPack ?? [join(packageFolder, "dist", "policies", "packs", "all")];
  const bench: Bench = {
    engine: ensureEngine,
    workDir: cwd,
    stacks,
    packs: { folders: folders.map((one) => resolve(one)), configs: options.policyPackConfig ?? [] },
    ...(approvals && { approvals }),
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
    const names = touchedStacks(taken, checkout.folder, stacksIn(stacks));
    return { names, notTaken, change: { checkout, base: "HEAD", head } };
  }
  if (base === undefined) {
    return { names: stack ?? stacksIn(stacks), notTaken: [] };
  }
  const checkout = await checkoutOf(stacks);
  const names = touchedStacks(
    await changedFiles(base, checkout),
    checkout.folder,
    stacksIn(stacks),
  );
  const left = await git(checkout.root, "merge-base", "--end-of-options", base, "HEAD");
  const change = { checkout, base: left.trim(), head: "HEAD" };
  return { names: stack ?? names, notTaken: [], change };
}

interface Scope {
  readonly names: readonly string[];
  readonly notTaken: readonly string[];
  /** What is compared; undefined when everything is judged as it is. */
  readonly change?: JudgedChange;
}
