import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { journalName } from "../../simulator/core/world.js";
import type { SpawnedSimulator } from "../../simulator/spawn.js";
import type { Ground } from "./ground.js";

/** When everything is to be killed. */
export type CrashPoint =
  /** So long after the start of `pulumi up`. */
  | { readonly afterMilliseconds: number }
  /** By the simulator itself, right after a write to its world and before the answer. */
  | { readonly afterWrites: number };

/**
 * Runs `pulumi up` and ends engine, program and simulator with SIGKILL at a point of it.
 *
 * @returns whether the run was still going on at that point
 */
export async function crashDuringUp(
  ground: Ground,
  simulator: SpawnedSimulator,
  stack: string,
  point: CrashPoint,
): Promise<boolean> {
  const up = spawnUp(ground, simulator, stack);
  const ended = once(up, "exit").then(() => "ended" as const);
  const reached =
    "afterWrites" in point
      ? once(simulator.process, "exit").then(() => "reached" as const)
      : wait(point.afterMilliseconds, "reached" as const);
  const first = await Promise.race([ended, reached]);
  if (first === "reached" && up.pid !== undefined) {
    process.kill(-up.pid, "SIGKILL");
    await ended;
  }
  simulator.process.kill("SIGKILL");
  if (simulator.process.exitCode === null && simulator.process.signalCode === null) {
    await once(simulator.process, "exit");
  }
  return first === "reached";
}

/**
 * Runs `pulumi up` and ends engine and program with SIGKILL once a fault of the simulator strikes;
 * the platforms go on with what was asked of them.
 *
 * @returns the lines that were told until then
 */
export async function cutUp(ground: Ground, stack: string, fault: string): Promise<string[]> {
  const up = spawnUp(ground, ground.simulator, stack);
  const ended = once(up, "exit");
  const journal = join(ground.world, journalName);
  const watch = setInterval(() => {
    if (up.pid !== undefined && readFileSync(journal, "utf8").includes(`"faults":{"${fault}":`)) {
      process.kill(-up.pid, "SIGKILL");
    }
  }, 200);
  const lines: string[] = [];
  for await (const line of createInterface({ input: up.stdout })) {
    lines.push(line);
  }
  clearInterval(watch);
  await ended;
  return lines;
}

function spawnUp({ engine, project }: Ground, { env }: SpawnedSimulator, stack: string) {
  return spawn(engine.pulumi, ["up", "--yes", "--skip-preview", "--stack", stack], {
    cwd: project.folder,
    env: { ...process.env, ...project.environment, ...engine.env, ...env },
    stdio: ["ignore", "pipe", "ignore"],
    // A group of its own, so that the engine, its language host and the program end together.
    detached: true,
  });
}
