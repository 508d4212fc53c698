import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { identityOf, isAlive, type ProcessIdentity } from "./process.js";

const pollMilliseconds = 250;
const reminderMilliseconds = 10_000;

const holderSchema = z.strictObject({ pid: z.int().positive(), started: z.string() });

/**
 * Does the work while no other process of this machine holds the same lock file. A lock whose
 * holder died is taken over; a live holder is waited for, with a message now and then.
 */
export async function withLock<T>(
  file: string,
  report: (line: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  await acquire(file, report);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

async function acquire(file: string, report: (line: string) => void): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true });
  let nextReminder = 0;
  while (!claim(file)) {
    const holder = read(file);
    if (holder === undefined) continue;
    if (!isAlive(holder)) {
      evict(file, holder);
      continue;
    }
    if (Date.now() >= nextReminder) {
      report(`Waiting for process ${holder.pid}, which is getting the Pulumi engine`);
      nextReminder = Date.now() + reminderMilliseconds;
    }
    await sleep(pollMilliseconds);
  }
}

/** A link appears with its content at once, so nobody reads a lock that is half written. */
function claim(file: string): boolean {
  const own = besides(file);
  writeFileSync(own, JSON.stringify(identityOf(process.pid)));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Undefined when the lock went away; what can't be read was left by nobody who is alive. */
function read(file: string): ProcessIdentity | undefined {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    return { pid: 2 ** 30, started: "unreadable" };
  }
}

/** Moves the lock aside first: a rival who took it over in between gets it back. */
function evict(file: string, dead: ProcessIdentity): void {
  const aside = besides(file);
  try {
    renameSync(file, aside);
  } catch {
    return; // a rival was faster
  }
  const moved = read(aside);
  if (moved !== undefined && (moved.pid !== dead.pid || moved.started !== dead.started)) {
    giveBack(aside, file);
  }
  rmSync(aside, { force: true });
}

function giveBack(aside: string, file: string): void {
  try {
    linkSync(aside, file);
  } catch {
    // A third one took it meanwhile. Two holders cost time only: an engine is published at once.
  }
}

function besides(file: string): string {
  return `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
}
