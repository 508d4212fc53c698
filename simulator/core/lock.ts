import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Position of the start time after the program's name in `/proc/<pid>/stat`. */
const startTimeField = 20;

/** Keeps two simulators out of one world. The lock of a process that is gone does not count. */
export class WorldLock {
  private readonly file: string;

  constructor(folder: string) {
    this.file = join(folder, "simulator.pid");
    const owner = read(this.file);
    if (owner !== undefined && owner.pid !== process.pid && owner.start === startOf(owner.pid)) {
      throw new Error(
        `${folder} is in use by the simulator with process id ${owner.pid}. Stop it.`,
      );
    }
    writeFileSync(this.file, `${process.pid} ${startOf(process.pid)}\n`);
  }

  release(): void {
    rmSync(this.file, { force: true });
  }
}

function read(file: string): { pid: number; start: string } | undefined {
  try {
    const [pid = "", start = ""] = readFileSync(file, "utf8").trim().split(" ");
    return { pid: Number(pid), start };
  } catch {
    return undefined;
  }
}

/** When the process started, so that a later one with the same id is not taken for it. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")")).split(" ")[startTimeField] ?? "";
  } catch {
    return isRunning(pid) ? "running" : "gone";
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
