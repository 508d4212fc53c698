import { execFile } from "node:child_process";
import { relative, sep } from "node:path";
import { promisify } from "node:util";
import { RunFailure } from "../stack/run.js";

/** What git keeps of a folder. */
export interface Checkout {
  /** Root of the working tree. */
  readonly root: string;
  /** The folder as git names it: from the root, with `/`. */
  readonly folder: string;
}

/**
 * The working tree that a folder lies in.
 *
 * @throws RunFailure with what git said
 */
export async function checkoutOf(folder: string): Promise<Checkout> {
  const root = (await git(folder, "rev-parse", "--show-toplevel")).trimEnd();
  return { root, folder: relative(root, folder).split(sep).join("/") };
}

/**
 * Runs git in a folder and gives what it prints.
 *
 * @throws RunFailure with what git said
 */
export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  return (await gitBytes(folder, ...args)).toString("utf8");
}

/** The same for what need not be text. */
export async function gitBytes(folder: string, ...args: readonly string[]): Promise<Buffer> {
  const env = variablesForGit(process.env);
  const options = { cwd: folder, env, maxBuffer: 64 * 1024 * 1024, encoding: "buffer" } as const;
  try {
    return (await promisify(execFile)("git", [...args], options)).stdout;
  } catch (failure) {
    const said = failure instanceof Error && "stderr" in failure ? String(failure.stderr) : "";
    throw new RunFailure(`git ${args[0]}: ${said.trim() || String(failure)}`);
  }
}

/** Git reads what is there already: of the credentials for platforms it gets none. */
function variablesForGit(all: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const needed =
    /^(?:PATH|HOME|USER|USERPROFILE|TMPDIR|TEMP|SYSTEMROOT|LANG|LC_\w+|XDG_\w+|GIT_\w+)$/i;
  return Object.fromEntries(Object.entries(all).filter(([name]) => needed.test(name)));
}
