import type { Platform } from "../platform.js";
import { formerNameOf, type RegisteredServers } from "../register.js";
import type { BlastRadius } from "./blastRadius.js";

/** What never gets another name on a platform, and what it is called there; nothing on others. */
const kept: Readonly<Partial<Record<Platform, string>>> = {
  vsphere: "its files on the datastore",
  aws: "its security group",
  physical: "its computer on the backup server",
  azure: "the machine, its disks, its interfaces and its firewall",
};

/** What another name does to a server, by server. */
export function renames(
  before: RegisteredServers,
  after: RegisteredServers,
): ReadonlyMap<string, BlastRadius> {
  const found = Object.entries(after).flatMap(([name, is]): [string, BlastRadius][] => {
    const old = formerNameOf(before, name, is);
    return old === undefined ? [] : [[name, renamed(old, name, is.platform)]];
  });
  return new Map(found);
}

function renamed(old: string, name: string, platform: Platform): BlastRadius {
  const keeping = kept[platform];
  const keeps = keeping === undefined ? "" : `; ${keeping} keep the name ${old}`;
  const why = `was ${old}; its tags change while it runs${keeps}`;
  return {
    level: "online",
    reasons: [{ path: "name", level: "online", why }],
    refusals: [],
    customerTasks: [`set the host name to ${name} in the operating system`],
  };
}
