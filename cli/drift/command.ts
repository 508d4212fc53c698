import { resolve } from "node:path";
import { Command } from "commander";
import { readCatalog } from "../../stacks/schema/read.js";
import { ensureEngine } from "../engine/engine.js";
import { openExisting } from "../gate/judge.js";
import { ownAccess } from "../guests/hypervHost.js";
import { driftOf } from "./drift.js";
import { tableOf } from "./table.js";

interface Options {
  readonly write?: boolean;
  readonly json?: boolean;
  readonly stacks: string;
  readonly cwd: string;
}

/** `comanaged drift <stack>`: what changed behind our back. */
export function driftCommand(): Command {
  return new Command("drift")
    .description("show what of the servers is not as it was left; 1 when something is not")
    .argument("<stack>", "name of the stack")
    .option("--write", "write it into the state as well, so that the next preview shows it")
    .option("--json", "print JSON instead of a table")
    .option("--stacks <folder>", "folder of the catalog and the estates", "stacks")
    .option("-C, --cwd <folder>", "folder of the project", ".")
    .action(async (name: string, { write, json, stacks, cwd }: Options) => {
      const workDir = resolve(cwd);
      const { platforms } = readCatalog(resolve(cwd, stacks));
      const stack = await openExisting(name, { engine: ensureEngine, workDir }, {});
      const servers = await driftOf(stack, {
        ...ownAccess(platforms.hyperv),
        ...(platforms.physical && { firmware: platforms.physical.firmware }),
        ...(write && { write }),
      });
      console.log(json === true ? JSON.stringify({ servers }, undefined, 2) : tableOf(servers));
      if (servers.some(({ differences, unseen }) => differences.length > 0 || unseen)) {
        process.exitCode = 1;
      }
    });
}
