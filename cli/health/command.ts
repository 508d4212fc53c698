import { resolve } from "node:path";
import { Command } from "commander";
import type { Temporal } from "temporal-polyfill";
import { ensureEngine } from "../engine/engine.js";
import { openExisting } from "../gate/judge.js";
import { instant } from "../instant.js";
import { type Told, toldOf } from "./events.js";
import { tableOf } from "./table.js";

interface Options {
  readonly since?: Temporal.Instant;
  readonly json?: boolean;
  readonly cwd: string;
}

/** `comanaged health <stack>`: what fails in the physical servers. */
export function healthCommand(): Command {
  return new Command("health")
    .description("show which parts of the physical servers fail; 1 when one does now")
    .argument("<stack>", "name of the stack")
    .option("--since <instant>", "what the logs of the BMCs say since then, as well", instant)
    .option("--json", "print one JSON object a line instead of a table")
    .option("-C, --cwd <folder>", "folder of the project", ".")
    .action(async (name: string, { since, json, cwd }: Options) => {
      const stack = await openExisting(name, { engine: ensureEngine, workDir: resolve(cwd) }, {});
      const events = await toldOf(name, await stack.exportStack(), {
        since: since && new Date(since.epochMilliseconds),
        now: new Date(),
      });
      for (const line of json === true ? events.map(lineOf) : [tableOf(events)]) {
        console.log(line);
      }
      if (events.some(({ source }) => source === "status")) {
        process.exitCode = 1;
      }
    });
}

const lineOf = (event: Told) => JSON.stringify(event);
