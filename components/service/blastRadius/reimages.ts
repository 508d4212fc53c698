import { predecessorOf, type RegisteredServers } from "../register.js";
import type { BlastRadius } from "./blastRadius.js";

/**
 * What it does to a server to be installed anew, by server. No hook of the engine sees a
 * replacement.
 */
export function reimages(
  before: RegisteredServers,
  after: RegisteredServers,
): ReadonlyMap<string, BlastRadius> {
  const found = Object.entries(after).flatMap(([name, is]): [string, BlastRadius][] => {
    const was = predecessorOf(before, name, is);
    return was === undefined || was.generation === is.generation
      ? []
      : [[name, installedAnew(was.generation, is.generation)]];
  });
  return new Map(found);
}

function installedAnew(before: number, after: number): BlastRadius {
  const why =
    `goes from ${before} to ${after}: another machine starts from the image that the catalog has ` +
    "now. The system disk and everything on it is lost; the data disks are kept and attached again";
  return {
    level: "replace",
    reasons: [{ path: "generation", level: "replace", why }],
    refusals: [],
    customerTasks: ["install the application anew"],
  };
}
