import { resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import type { Temporal } from "temporal-polyfill";
import { ensureEngine } from "../engine/engine.js";
import { openExisting } from "../gate/judge.js";
import { instant } from "../instant.js";
import { toldOf } from "./events.js";
import { follow } from "./follow.js";
import type { Followed } from "./following.js";
import { tableOf } from "./table.js";

interface Options {
  readonly since?: Temporal.Instant;
  readonly follow?: boolean;
  readonly every: number;
  readonly json?: boolean;
  readonly cwd: string;
}

/** `comanaged health <stack>`: what fails in the physical servers. */
export function healthCommand(): Command {
  return new Command("health")
    .description("show which parts of the physical servers fail; 1 when one does now")
    .argument("<stack>", "name of the stack")
    .option("--since <instant>", "what the logs of the BMCs say since then, as well", instant)
    .option("--follow", "go on looking, and print each event once, until it is interrupted")
    .option("--every <seconds>", "how often to look then", seconds, 60)
    .option("--json", "print one JSON object a line instead of a table")
    .option("-C, --cwd <folder>", "folder of the project", ".")
    .action(async (name: string, { since: from, every, json, cwd, ...options }: Options) => {
      const stack = await openExisting(name, { engine: ensureEngine, workDir: resolve(cwd) }, {});
      const since = from && new Date(from.epochMilliseconds);
      const lineOf = json === true ? (event: Followed) => JSON.stringify(event) : undefined;
      if (options.follow === true) {
        const look = async (now: Date) =>
          toldOf(name, await stack.exportStack(), { since: new Date(0), now });
        const pace = { since, everySeconds: every, signal: interrupted() };
        await follow(look, (event) => console.log((lineOf ?? wordsOf)(event)), pace);
        return;
      }
      const events = await toldOf(name, await stack.exportStack(), { since, now: new Date() });
      for (const line of lineOf ? events.map(lineOf) : [tableOf(events)]) {
        console.log(line);
      }
      if (events.some(({ source }) => source === "status")) {
        process.exitCode = 1;
      }
    });
}

function wordsOf({ time, server, asset, component, name, severity, what, source }: Followed) {
  const is = source === "ended" ? "ended" : severity;
  return `${time} ${server} (${asset}) ${component} ${name}: ${is}: ${what}`;
}

function seconds(text: string): number {
  if (!/^[1-9]\d{1,3}$/.test(text)) {
    throw new InvalidArgumentError(`${text} is not a number of seconds from 10 to 9999.`);
  }
  return Number(text);
}

/** Once whoever runs this has had enough. */
function interrupted(): AbortSignal {
  const ending = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => ending.abort());
  }
  return ending.signal;
}
