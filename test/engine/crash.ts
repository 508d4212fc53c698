import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
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
  const { engine, project } = ground;
  const up = spawn(engine.pulumi, ["up", "--yes", "--skip-preview", "--stack", stack], {
    cwd: project.folder,
    env: { ...process.env, ...project.environment, ...engine.env, ...simulator.env },
    stdio: "ignore",
    // A group of its own, so that the engine, its language host and the program end together.
    detached: true,
  });
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
