import { appendFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureEngine } from "../../../cli/engine/engine.js";
import { writeFakeEngine, writeScript } from "./fakes.js";

/**
 * A process of its own that gets a fake engine slowly: `slowBuilder HOME LOG MILLISECONDS`.
 * It appends a line to the log when it starts to build, and prints where the engine came from.
 */
async function main(home: string, log: string, milliseconds: number): Promise<void> {
  const engine = await ensureEngine({
    home,
    searchPath: "",
    ways: [
      {
        source: "built",
        fill: async (staging) => {
          appendFileSync(log, "build\n");
          writeScript(path.join(staging, "bin", "pulumi"), "exit 1");
          await sleep(milliseconds);
          writeFakeEngine(path.join(staging, "bin"));
          return undefined;
        },
      },
    ],
  });
  process.stdout.write(engine.source);
}

const [home = "", log = "", milliseconds = "0"] = process.argv.slice(2);
void main(home, log, Number(milliseconds));
