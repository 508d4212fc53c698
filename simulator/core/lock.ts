import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Keeps two simulators out of one world. The lock of a process that is gone does not count. */
export class WorldLock {
  private readonly file: string;

  constructor(folder: string) {
    this.file = join(folder, "simulator.pid");
    const owner = runningOwner(this.file);
    if (owner !== undefined && owner !== process.pid) {
      throw new Error(`${folder} is in use by the simulator with process id ${owner}. Stop it.`);
    }
    writeFileSync(this.file, `${process.pid}\n`);
  }

  release(): void {
    rmSync(this.file, { force: true });
  }
}

function runningOwner(file: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}
