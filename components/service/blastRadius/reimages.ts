import { predecessorOf, type RegisteredServers, type RestoredFrom } from "../register.js";
import type { BlastRadius } from "./blastRadius.js";

/**
 * What it does to a server to be installed anew, by server. No hook of the engine sees a
 * replacement; on Hyper-V and on hardware there is none, and the hook of the machine tells.
 */
export function reimages(
  before: RegisteredServers,
  after: RegisteredServers,
): ReadonlyMap<string, BlastRadius> {
  const found = Object.entries(after).flatMap(([name, is]): [string, BlastRadius][] => {
    const was = predecessorOf(before, name, is);
    if (was !== undefined && is.restored?.inPlace && is.restored.point !== was.restored?.point) {
      return [[name, broughtBack(is.restored)]];
    }
    const isSeen = is.platform === "hyperv" || is.platform === "physical";
    return isSeen || was === undefined || was.generation === is.generation
      ? []
      : [[name, installedAnew(was.generation, is.generation, is.restored)]];
  });
  return new Map(found);
}

function installedAnew(
  before: number,
  after: number,
  restored: RestoredFrom | undefined,
): BlastRadius {
  if (restored !== undefined) {
    return startedFromBackup(`goes from ${before} to ${after}`, restored);
  }
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

/** It was allowed by a second person, and a server that needs it waits for no window. */
function startedFromBackup(step: string, { point, taken }: RestoredFrom): BlastRadius {
  const why =
    `${step}: another machine starts from the backup of ${taken} (${point}), and its disks as they ` +
    "were then take the place of those that it has. What was written since is lost";
  return {
    level: "data loss",
    reasons: [{ path: "generation", level: "data loss", why }],
    refusals: [],
    customerTasks: ["see that the application does what it did then"],
    isAllowedAnytime: true,
  };
}

/** The machine stays, and the backup server writes its disks. */
function broughtBack({ point, taken }: RestoredFrom): BlastRadius {
  const why =
    `is brought back to the backup of ${taken} (${point}): the machine stays, is stopped, and its ` +
    "disks become what they were. What was written since is lost";
  return {
    level: "data loss",
    reasons: [{ path: "restores", level: "data loss", why }],
    refusals: [],
    customerTasks: ["see that the application does what it did then"],
    isAllowedAnytime: true,
  };
}
