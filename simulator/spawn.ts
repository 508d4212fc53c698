import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { CannotStart } from "./core/cannotStart.js";
import { simulatorEnvironment } from "./start.js";

/** How a simulator of its own process is started. */
export interface SpawnOptions {
  /** Folder of the world; a new one is seeded. */
  readonly world: string;
  /** Takes any resource of any provider as it is. */
  readonly acceptAnything?: boolean;
  /** Ends the process with SIGKILL right after so many writes, before their answers. */
  readonly dieAfterWrites?: number;
}

/** A simulator that runs as a process of its own. */
export interface SpawnedSimulator {
  readonly port: number;
  /** With these variables plain `pulumi` talks to the simulator. */
  readonly env: Readonly<Record<string, string>>;
  /** With these, what talks to platforms without `pulumi` finds the backup server. */
  readonly ways: Readonly<Record<string, string>>;
  readonly process: ChildProcess;
  /** Ends the process and waits until it is gone. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a simulator as a process of its own and waits until it listens.
 *
 * @throws CannotStart when the world is in use
 */
export async function spawnSimulator(options: SpawnOptions): Promise<SpawnedSimulator> {
  const { world, acceptAnything = false, dieAfterWrites } = options;
  const child = spawn(
    process.execPath,
    [
      join(__dirname, "main.js"),
      `--world=${world}`,
      "--with-parent",
      ...(acceptAnything ? ["--accept-anything"] : []),
      ...(dieAfterWrites === undefined ? [] : [`--die-after-writes=${dieAfterWrites}`]),
    ],
    // The pipe ends when this process does, whatever ends it, and the simulator with it.
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  const { port, ways } = await readiness(child);
  return {
    port,
    ways,
    env: simulatorEnvironment(port),
    process: child,
    stop: () => stop(child),
  };
}

const ready = z.object({ port: z.number(), ways: z.record(z.string(), z.string()) });
const refusal = z.object({ refused: z.string() });

async function readiness(child: ChildProcess): Promise<z.infer<typeof ready>> {
  if (child.stdout === null) {
    throw new Error("the simulator's output is not connected");
  }
  const lines = createInterface(child.stdout);
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`the simulator ended with status ${code} before it listened`);
  });
  const [line] = await Promise.race([once(lines, "line"), ended]);
  const said: unknown = JSON.parse(String(line));
  const { data } = ready.safeParse(said);
  if (data !== undefined) {
    return data;
  }
  const { data: refused } = refusal.safeParse(said);
  if (refused !== undefined) {
    throw new CannotStart(refused.refused);
  }
  throw new Error(`the simulator said ${line} instead of its port`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}
