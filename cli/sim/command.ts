import { once } from "node:events";
import { Command, InvalidArgumentError } from "commander";
import { startSimulator } from "../../simulator/start.js";

/** `comanaged sim`: simulates the platforms until it is stopped. */
export function simCommand(): Command {
  return new Command("sim")
    .description("simulate the platforms and print the environment that leads `pulumi` to them")
    .option("--world <folder>", "where the simulated world is kept", ".world")
    .option("--port <number>", "port to listen on; any free one when left out", portNumber, 0)
    .action(async ({ world, port }: { world: string; port: number }) => {
      const simulator = await startSimulator({ world, port });
      const told = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
      for (const [name, value] of Object.entries(simulator.env)) {
        console.log(`export ${name}='${value}'`);
      }
      for (const [name, value] of Object.entries(simulator.ways)) {
        console.error(`The backup server answers \`comanaged backups\` with ${name}='${value}'.`);
      }
      console.error("The simulated platforms run until Ctrl-C. Set the lines above in your shell.");
      await told;
      await simulator.stop();
    });
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidArgumentError("A port is a number from 0 to 65535.");
  }
  return port;
}
