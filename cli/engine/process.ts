import { type SpawnOptions, spawn } from "node:child_process";
import { readFileSync } from "node:fs";

export interface Finished {
  /** Exit code; -1 when the command was ended by a signal or never started. */
  readonly code: number;
  /** Everything that the command wrote. */
  readonly output: string;
}

/**
 * Runs a command to its end without a shell and never throws.
 * @param onText is told what the command writes while it runs
 */
export function run(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
  onText: (text: string) => void = () => {},
): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        onText(text);
      });
    }
    child.on("error", (error) => resolve({ code: -1, output: output + error.message }));
    child.on("close", (code) => resolve({ code: code ?? -1, output }));
  });
}

/** One life of a process: its id, and when it started, because ids are used again. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since the machine started; empty where the system does not tell. */
  readonly started: string;
}

export function identityOf(pid: number): ProcessIdentity {
  return { pid, started: startOf(pid) };
}

export function isAlive({ pid, started }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Not allowed to signal it means that it is there.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  return startOf(pid) === started;
}

/** Field 22 of Linux's process table; the name before it may hold spaces and brackets. */
function startOf(pid: number): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    const isZombie = fields[0] === "Z";
    return isZombie ? "ended" : (fields[19] ?? "");
  } catch {
    return "";
  }
}
