import { parseArgs } from "node:util";
import { CannotStart } from "./core/cannotStart.js";
import { startSimulator } from "./start.js";

/**
 * The simulator as a process of its own. Prints one line of JSON, `{"port":…,"ways":{…}}`, when it is ready,
 * or `{"refused":…}` when it cannot start, and ends on SIGTERM; with `--with-parent` also when its standard input does.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      world: { type: "string" },
      port: { type: "string", default: "0" },
      "accept-anything": { type: "boolean", default: false },
      "die-after-writes": { type: "string" },
      "with-parent": { type: "boolean", default: false },
    },
  });
  if (values.world === undefined) {
    throw new Error("--world is missing: name the folder that holds the simulated world.");
  }
  const writes = values["die-after-writes"];
  const running = await startSimulator({
    world: values.world,
    port: Number(values.port),
    acceptAnything: values["accept-anything"],
    ...(writes !== undefined && { dieAfterWrites: Number(writes) }),
  });
  const end = () => void running.stop().then(() => process.exit(0));
  process.once("SIGTERM", end).once("SIGINT", end);
  if (values["with-parent"]) {
    process.stdin.once("end", end).resume();
  }
  process.stdout.write(`${JSON.stringify({ port: running.port, ways: running.ways })}\n`);
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof CannotStart) {
    process.stdout.write(`${JSON.stringify({ refused: message })}\n`);
  } else {
    process.stderr.write(`${message}\n`);
  }
  process.exitCode = 1;
});
