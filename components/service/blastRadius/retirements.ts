import { predecessorOf, type RegisteredServers } from "../register.js";
import type { BlastRadius } from "./blastRadius.js";

/** What it does to servers that their retirement begins, or that they come back from it. */
export function retirements(
  before: RegisteredServers,
  after: RegisteredServers,
): ReadonlyMap<string, BlastRadius> {
  const found = Object.entries(after).flatMap(([name, is]): [string, BlastRadius][] => {
    const was = predecessorOf(before, name, is);
    const [wasRetired, isRetired] = [was?.retired === true, is.retired === true];
    return was === undefined || wasRetired === isRetired ? [] : [[name, radius(isRetired)]];
  });
  return new Map(found);
}

function radius(isRetired: boolean): BlastRadius {
  const { level, why } = isRetired
    ? ({ level: "reboot", why: "shuts the server down and cuts it off" } as const)
    : ({ level: "online", why: "goes: the server comes back into service" } as const);
  const reasons = [{ path: "retire", level, why }];
  return { level, reasons, refusals: [], customerTasks: [] };
}
