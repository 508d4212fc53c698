import { existsSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { Command } from "commander";
import { readCatalog } from "../../stacks/schema/read.js";
import { InputError } from "../../stacks/schema/report/inputError.js";
import { ensureEngine } from "../engine/engine.js";
import { openExisting } from "../gate/judge.js";
import { mistakesOf } from "../gate/mistakes.js";
import { secretsOf } from "../gate/secrets.js";
import { estateEnding, siteStack, stacksIn } from "../gate/touched.js";
import { exceptionsOf, policyConfig } from "../policyConfig/command.js";
import { emptyReport, type StackReport } from "../report/model.js";
import { type JudgingOptions, judging } from "../report/options.js";
import { messageOf, RunFailure } from "../stack/run.js";
import { type Audited, audit } from "./audit.js";
import { stackIn } from "./state.js";

interface Options extends JudgingOptions {
  readonly state?: readonly string[];
}

/** `comanaged audit`: what the rules say about what exists. */
export function auditCommand(): Command {
  const command = new Command("audit")
    .description("judge what exists by its state: every stack, or those that are named")
    .option("--state <file...>", "judge these files, written by `pulumi stack export`");
  return judging(command, async (options: Options) => ({
    ...{ command: "audit", stacks: await reportsOf(options), notTaken: [] },
  }));
}

async function reportsOf({ stack, state, stacks, cwd }: Options): Promise<StackReport[]> {
  const folder = resolve(cwd, stacks);
  const files = (state ?? []).map((file) => auditFile(file, folder));
  const names = stack ?? (state === undefined ? stacksIn(folder) : []);
  const reports: StackReport[] = [];
  for (const name of names) {
    reports.push(await auditStack(name, resolve(cwd), folder));
  }
  return [...files, ...reports];
}

function auditFile(file: string, stacks: string): StackReport {
  const exported = readJson(file);
  const name = stackIn(exported);
  return withExceptions(basename(file), stacks, name, (exceptions) =>
    audit({ name: basename(file), exported, file, secrets: [], ...exceptions }),
  );
}

async function auditStack(name: string, workDir: string, stacks: string): Promise<StackReport> {
  try {
    const stack = await openExisting(name, { engine: ensureEngine, workDir }, {});
    const [exported, secrets] = [await stack.exportStack(), await secretsOf(stack)];
    return withExceptions(name, stacks, name, (exceptions) =>
      audit({ name, exported, stacks, secrets, ...exceptions }),
    );
  } catch (failure) {
    return { ...emptyReport(name, "broken engine"), failure: messageOf(failure) };
  }
}

/** What files say of how a state is judged. */
type Known = Partial<Pick<Audited, "exceptions" | "settings">>;

function knownOf(folder: string, stack: string): Known {
  const hasCatalog = existsSync(join(folder, "catalog.yaml"));
  return {
    exceptions:
      stack === siteStack
        ? { asOf: "", approvers: [], exceptions: [] }
        : exceptionsOf(folder, stack),
    settings: policyConfig(undefined, hasCatalog ? readCatalog(folder) : {}),
  };
}

/** Judges with the exceptions of the stack's estate; the site has none. */
function withExceptions(
  name: string,
  stacks: string,
  stack: string | undefined,
  judge: (known: Known) => StackReport,
): StackReport {
  const isKnown = stack === siteStack || existsSync(join(stacks, `${stack}${estateEnding}`));
  if (stack === undefined || !isKnown) {
    return judge({});
  }
  try {
    return judge(knownOf(stacks, stack));
  } catch (failure) {
    if (failure instanceof InputError) {
      return { ...emptyReport(name, "broken input"), mistakes: mistakesOf(failure.problems) };
    }
    throw failure;
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
