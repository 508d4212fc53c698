import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CannotStart } from "./cannotStart.js";

/** Position of the start time after the program's name in `/proc/<pid>/stat`. */
const startTimeField = 20;

/** Keeps two simulators out of one world. The lock of a process that is gone does not count. */
export class WorldLock {
  private readonly file: string;

  constructor(folder: string) {
    this.file = join(folder, "simulator.pid");
    const own = `${this.file}.${process.pid}`;
    writeFileSync(own, `${process.pid} ${startOf(process.pid)}\n`);
    try {
      this.claim(folder, own);
    } finally {
      rmSync(own, { force: true });
    }
  }

  release(): void {
    rmSync(this.file, { force: true });
  }

  /** A link appears with its content at once, and only one of two rivals can make it. */
  private claim(folder: string, own: string): void {
    while (!link(own, this.file)) {
      const owner = read(this.file);
      if (owner !== undefined && owner.pid !== process.pid && owner.start === startOf(owner.pid)) {
        throw new CannotStart(
          `The simulated world in ${folder} is in use by the simulator with process id ` +
            `${owner.pid}. Let it end or stop it, then try again.`,
        );
      }
      evict(this.file, owner);
    }
  }
}

interface Owner {
  readonly pid: number;
  readonly start: string;
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (failure) {
    if (failure instanceof Error && "code" in failure && failure.code === "EEXIST") {
      return false;
    }
    throw failure;
  }
}

/** Moves a dead lock aside first: a rival who took it over in between gets it back. */
function evict(file: string, dead: Owner | undefined): void {
  const aside = `${file}.${process.pid}.old`;
  try {
    renameSync(file, aside);
  } catch {
    return; // The owner or a rival was faster.
  }
  if (read(aside)?.start !== dead?.start) {
    link(aside, file);
  }
  rmSync(aside, { force: true });
}

function read(file: string): Owner | undefined {
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
