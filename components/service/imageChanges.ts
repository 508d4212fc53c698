import type { BlastRadius } from "./blastRadius/blastRadius.js";
import {
  type Loss,
  predecessorOf,
  type RegisteredServer,
  type RegisteredServers,
} from "./register.js";

/** Another family of operating systems never comes to a server that stays as it is. */
export function imageLosses(name: string, was: RegisteredServer, is: RegisteredServer): Loss[] {
  const [before, after] = [was.image, is.image];
  if (before === undefined || after === undefined || before.os === after.os) {
    return [];
  }
  const message =
    `${after.name} is ${after.os}, and the server was installed with ${before.os} from ` +
    `${before.name}. An image counts at birth only. Write "${before.name}", or have the server ` +
    `installed anew: confirm reimage, run "pulumi up", and then raise the generation.`;
  return was.generation === is.generation ? [{ path: `servers.${name}.image`, message }] : [];
}

/** What it does to a server to name another image, by server: nothing, and that is said. */
export function imageChanges(
  before: RegisteredServers,
  after: RegisteredServers,
): ReadonlyMap<string, BlastRadius> {
  const found = Object.entries(after).flatMap(([name, is]): [string, BlastRadius][] => {
    const was = predecessorOf(before, name, is);
    const [old, now] = [was?.image?.name, is.image?.name];
    return old === undefined ||
      now === undefined ||
      old === now ||
      was?.generation !== is.generation
      ? []
      : [[name, countsAtBirth(old, now)]];
  });
  return new Map(found);
}

function countsAtBirth(before: string, after: string): BlastRadius {
  const why =
    `goes from ${before} to ${after}, and counts at birth only: the server keeps what it has, and ` +
    `is patched as ${after} from now on. A higher generation installs it anew`;
  return {
    level: "none",
    reasons: [{ path: "image", level: "none", why }],
    refusals: [],
    customerTasks: [],
  };
}
