import { hostname } from "node:os";

/** Who holds the lock of a stack, as the engine tells. */
export interface LockHolder {
  readonly host: string;
  readonly pid: number;
  readonly line: string;
}

/** The holders that the engine names when it refuses to run because a stack is locked. */
export function lockHolders(complaint: string): LockHolder[] {
  const lines = complaint.matchAll(/created by \S+?@(\S+) \(pid (\d+)\).*/g);
  return [...lines].map(([line, host = "", pid]) => ({ host, pid: Number(pid), line }));
}

/**
 * Whether a holder is known to be dead: it ran on this machine and its process is gone. A
 * holder on another machine cannot be judged from here and counts as alive.
 */
export function isDead({ host, pid }: LockHolder): boolean {
  return host === hostname() && !isRunning(pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (failure) {
    // Somebody else's process may not be signalled, but it runs.
    return failure instanceof Error && "code" in failure && failure.code === "EPERM";
  }
}
