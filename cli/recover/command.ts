import { resolve } from "node:path";
import { Command } from "commander";
import { ensureEngine } from "../engine/engine.js";
import { recover } from "./recover.js";

/** `comanaged recover <stack>`: brings a stack back after a run that broke off. */
export function recoverCommand(): Command {
  return new Command("recover")
    .description("bring a stack back after a run that broke off")
    .argument("<stack>", "name of the stack")
    .option("-C, --cwd <folder>", "folder of the project", ".")
    .action(async (stack: string, { cwd }: { cwd: string }) => {
      const engine = await ensureEngine();
      await recover({ stack, workDir: resolve(cwd), engine, say: (line) => console.log(line) });
    });
}
