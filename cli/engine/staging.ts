import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { identityOf, isAlive } from "./process.js";

const prefix = ".staging-";

/**
 * Makes a fresh folder beside the engine's, named after this process, and clears away those that
 * dead processes left behind. Beside it, so that it can be renamed into place in one step.
 */
export function openStaging(folder: string): string {
  const parent = path.dirname(folder);
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    if (name.startsWith(prefix) && isAbandoned(name)) {
      rmSync(path.join(parent, name), { recursive: true, force: true });
    }
  }
  const { pid, started } = identityOf(process.pid);
  const staging = path.join(parent, `${prefix}${pid}-${started}`);
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(path.join(staging, "bin"), { recursive: true });
  return staging;
}

/** Puts a finished staging folder in the place of whatever half of an engine is there. */
export function publish(staging: string, folder: string): void {
  const outdated = `${staging}.outdated`;
  if (existsSync(folder)) renameSync(folder, outdated);
  renameSync(staging, folder);
  rmSync(outdated, { recursive: true, force: true });
}

function isAbandoned(name: string): boolean {
  const [pid, started] = name.slice(prefix.length).replace(".outdated", "").split("-");
  return !isAlive({ pid: Number(pid), started: started ?? "" });
}
