import type { BlastRadius, Reason } from "./blastRadius.js";
import { type Level, worst } from "./level.js";

/** What a change does to one server, part by part. */
export interface ServerChange {
  readonly server: string;
  /** The machine, its disks, its firewall: whatever changes. */
  readonly parts: readonly BlastRadius[];
}

/** When a server may be restarted, in words. */
export interface InterruptionWords {
  /** The next opening of its window: `2026-12-15 21:00 to … Europe/Berlin`. */
  readonly nextWindow: string;
  /** Whether `up` refuses a restart while the window is closed. */
  readonly waits: boolean;
}

/** The worst that happens to the server. */
export function levelOf({ parts }: ServerChange): Level {
  return worst(parts.map(({ level }) => level));
}

/** How the server is away: what keeps it running does not count. */
export function interruptionOf({ parts }: ServerChange): Level {
  return worst(parts.flatMap(({ level, keepsRunning }) => (keepsRunning === true ? [] : [level])));
}

/**
 * What a change does to a server, why, how long it is away, when, and what is left to the
 * customer; all in one line.
 */
export function changeLine(change: ServerChange, words: InterruptionWords): string {
  const level = levelOf(change);
  const reasons = change.parts.flatMap((part) => part.reasons);
  const decisive = reasons.filter((reason) => reason.level === level).map(reasonText);
  const tasks = customerTasks(change);
  return [
    `${change.server}: ${level}`,
    ` (${sorted(decisive).join("; ")}).`,
    ` ${downtime(interruptionOf(change), words)}`,
    tasks.length === 0 ? "" : ` For the customer: ${tasks.join("; ")}.`,
  ].join("");
}

/** What is left for the customer, with the server's name. */
export function customerTasks({ server, parts }: ServerChange): string[] {
  return sorted(parts.flatMap((part) => part.customerTasks)).map((task) => `${task} of ${server}`);
}

/** A reason in words: `memory goes from 65536 to 32768 only while the machine is off`. */
export function reasonText({ path, why }: Reason): string {
  return `${path} ${why}`;
}

/** Why a preview refuses a change: the platform never does it, or data would be lost. */
export function refusedReasons({ refusals, reasons }: BlastRadius): string[] {
  const lost = reasons.filter(({ level }) => level === "data loss");
  return [...new Set([...refusals, ...lost].map(reasonText))];
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

/** How long a change takes a server away, and when. */
export function downtime(level: Level, { nextWindow, waits }: InterruptionWords): string {
  if (level === "none" || level === "online") {
    return "No downtime.";
  }
  const length =
    level === "reboot"
      ? "It is down for some minutes: shut down, changed, started."
      : "It may be down until it has been restored.";
  const rule = waits ? '"up" refuses it while the window is closed' : "it may happen at any time";
  return `${length} The next window is ${nextWindow}; ${rule}.`;
}
