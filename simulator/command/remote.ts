import type { Client } from "ssh2";
import { Refusal } from "../core/refusal.js";
import { dial, type Route } from "./dial.js";
import { type CommandInputs, type Connection, environmentOf } from "./inputs.js";
import { type Outcome, Output } from "./outcome.js";

/** Finds the way to a host. */
export type FindRoute = (host: string, port: number) => Promise<Route>;

/** Runs a command on another machine, over SSH. */
export async function runRemote(
  text: string,
  inputs: CommandInputs,
  connection: Connection,
  findRoute: FindRoute,
  signal: AbortSignal,
): Promise<Outcome> {
  const route = await findRoute(connection.host, connection.port);
  const client = await dial(connection, route, signal).finally(route.close);
  const stop = () => client.destroy();
  signal.addEventListener("abort", stop);
  try {
    return await run(client, text, inputs);
  } finally {
    signal.removeEventListener("abort", stop);
    client.end();
  }
}

/** Everything is attached at once: a short command has ended before the next turn of the loop. */
function run(client: Client, text: string, inputs: CommandInputs): Promise<Outcome> {
  const output = new Output();
  return new Promise((resolve, reject) => {
    const lost = () => reject(new Refusal("ssh: the connection was lost while the command ran"));
    client.once("close", lost).once("error", lost);
    client.exec(text, { env: environmentOf(inputs) }, (error, channel) => {
      if (error) {
        reject(new Refusal(`ssh: ${error.message}`));
        return;
      }
      channel.on("data", output.onStdout);
      channel.stderr.on("data", output.onStderr);
      channel.once("exit", (code: number | null, stopped?: string) => {
        channel.once("close", () => resolve(output.ended(code, stopped)));
      });
      channel.on("error", lost).end(inputs.stdin ?? "");
    });
  });
}
