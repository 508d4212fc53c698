import { estateOf, hasData, isOnAws, opensService } from "./manyServers.js";

/**
 * Resources of an estate besides servers: the stack, the AWS provider, two landings, a folder, the
 * tags of the owner, the cost center and two patch groups, the register, the announcements, three of
 * the instances' profile; of the patching its component, a baseline, its group, a window, a target
 * and a task; of the backups their component, the region's settings, a key, a vault with its policy,
 * a plan and its selection, a restore test and its selection, and a role with two rights; on vSphere
 * a component and what keeps the jobs.
 */
const shared = 34;

/** An estate and what its stack holds. */
export interface SizedEstate {
  readonly text: string;
  readonly servers: number;
}

/**
 * The estate with so many servers that its stack has exactly `resources` resources; idle patch
 * groups, each one tag, fill up what is too little for another server.
 */
export function estateOfSize(resources: number): SizedEstate {
  let servers = 0;
  let missing = resources - shared;
  while (resourcesOf(servers) <= missing) {
    missing -= resourcesOf(servers);
    servers += 1;
  }
  return { text: estateOf(servers, missing), servers };
}

/**
 * Everywhere a component, a machine and three for access; on AWS a firewall with its rule, a data
 * disk and its attachment; on vSphere the tag of a new service.
 */
function resourcesOf(index: number): number {
  if (isOnAws(index)) {
    return hasData(index) ? 9 : 7;
  }
  return opensService(index) ? 6 : 5;
}
