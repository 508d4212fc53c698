import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Client, credentials } from "@grpc/grpc-js";

/** Bytes of the largest message: a whole stack is one. */
const maxMessage = 400 * 1024 * 1024;

/** A policy pack in a process of its own, started as the engine starts it. */
export interface RunningPack {
  /** Asks a question that is encoded. The answer stays so: the engine reads it in next to no time. */
  readonly ask: (path: string, question: Buffer) => Promise<unknown>;
  readonly stop: () => Promise<void>;
}

/** Starts the pack in the folder. */
export async function startPack(folder: string): Promise<RunningPack> {
  const launcher = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
  const server = spawn(process.execPath, [launcher, "127.0.0.1:1", folder], {
    cwd: folder,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const client = new Client(`127.0.0.1:${await portOf(server)}`, credentials.createInsecure(), {
    "grpc.max_send_message_length": maxMessage,
  });
  const asIs = (bytes: Buffer) => bytes;
  return {
    ask: (path, question) =>
      new Promise((resolve, reject) => {
        client.makeUnaryRequest(path, asIs, asIs, question, (error, answer) =>
          error ? reject(error) : resolve(answer),
        );
      }),
    stop: async () => {
      client.close();
      const ended = once(server, "exit");
      server.kill();
      await ended;
    },
  };
}

async function portOf(server: ChildProcess): Promise<string> {
  const ended = once(server, "exit").then(() => {
    throw new Error("the pack ended before it told its port");
  });
  const [chunk] = await Promise.race([once(server.stdout ?? server, "data"), ended]);
  return String(chunk).trim();
}
