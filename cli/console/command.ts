import { resolve } from "node:path";
import { Command } from "commander";
import { inspectHardware } from "../../components/index.js";
import { hardwareIn } from "../drift/hardware.js";
import { ensureEngine } from "../engine/engine.js";
import { openExisting } from "../gate/judge.js";
import { RunFailure } from "../stack/run.js";
import { waysTo } from "./ways.js";

interface Options {
  readonly cwd: string;
}

/** `comanaged console <stack> <server>`: how people come to the console of a physical server. */
export function consoleCommand(): Command {
  return new Command("console")
    .description("say how the console of a physical server is reached; 1 when none is open")
    .argument("<stack>", "name of the stack")
    .argument("<server>", "name of the server")
    .option("-C, --cwd <folder>", "folder of the project", ".")
    .action(async (name: string, server: string, { cwd }: Options) => {
      const stack = await openExisting(name, { engine: ensureEngine, workDir: resolve(cwd) }, {});
      const all = hardwareIn(await stack.exportStack());
      const found = all.find(({ told }) => told.machine.name === server);
      if (found === undefined) {
        throw new RunFailure(
          `${name} has no physical server ${server}. It has: ` +
            `${all.map(({ told }) => told.machine.name).join(", ") || "none"}.`,
        );
      }
      const { machine, bmc } = found.told;
      const look = await inspectHardware(bmc, machine, true);
      if (look.state !== "seen") {
        throw new RunFailure(look.why);
      }
      const { consoles } = look.observed;
      console.log(waysTo(consoles, bmc).join("\n"));
      if (!consoles.some(({ open }) => open)) {
        process.exitCode = 1;
      }
    });
}
