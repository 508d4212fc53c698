import { isOnPremises } from "../platform.js";
import {
  predecessorOf,
  type RegisteredDisk,
  type RegisteredServer,
  type RegisteredServers,
} from "../register.js";
import type { BlastRadius, Reason } from "./blastRadius.js";
import { addedDisk } from "./steps.js";

/**
 * What disks that come and go do to the servers of clouds, by server. There a disk is a resource
 * of its own, whose creation and detachment no hook of the machine sees.
 */
export function diskChanges(
  before: RegisteredServers,
  after: RegisteredServers,
): ReadonlyMap<string, BlastRadius> {
  const changes = Object.entries(after).flatMap(([name, is]): [string, BlastRadius][] => {
    const was = predecessorOf(before, name, is);
    if (was === undefined || was.platform !== is.platform) {
      return [];
    }
    const moves = [
      ...(isOnPremises(is.platform) ? [] : movesOf(was, is)),
      ...bornDetached(was, is),
    ];
    return moves.length === 0 ? [] : [[name, together(moves)]];
  });
  return new Map(changes);
}

function together(moves: readonly BlastRadius[]): BlastRadius {
  return {
    level: "online",
    reasons: moves.flatMap(({ reasons }) => reasons),
    refusals: [],
    customerTasks: moves.flatMap(({ customerTasks }) => customerTasks),
  };
}

/** A disk that is written as removed from the beginning never reaches its server. */
function bornDetached(was: RegisteredServer, is: RegisteredServer): BlastRadius[] {
  return Object.entries(is.disks).flatMap(([label, { standing }]) =>
    was.disks[label] === undefined && standing !== "attached"
      ? move(label, "is new and removed at once, so the server does not get it")
      : [],
  );
}

function movesOf(was: RegisteredServer, is: RegisteredServer): BlastRadius[] {
  return Object.entries(is.disks).flatMap(([label, disk]) => moveOf(label, was.disks[label], disk));
}

function moveOf(
  label: string,
  was: RegisteredDisk | undefined,
  is: RegisteredDisk,
): BlastRadius | [] {
  const attached = is.standing === "attached";
  if (was === undefined) {
    return attached ? addedDisk(label) : [];
  }
  if ((was.standing === "attached") === attached) {
    return [];
  }
  return attached
    ? move(label, "is attached again", `mount the file system of disk ${label}`)
    : move(label, "is detached, and its data is kept");
}

function move(label: string, why: string, ...customerTasks: readonly string[]): BlastRadius {
  const reason: Reason = { path: `disks.${label}`, level: "online", why };
  return { level: "online", reasons: [reason], refusals: [], customerTasks };
}
