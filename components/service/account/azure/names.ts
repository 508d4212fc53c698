import { createHash } from "node:crypto";
import { resourceGroupScope } from "../../azure/scopes.js";

/**
 * The names of what the baseline puts into a subscription. They are the same in every subscription
 * and never change: so whoever comes back to one finds them again.
 */
export const azureNames = {
  actions: "comanaged-security",
  activity: "comanaged-activity",
  budget: "comanaged-monthly",
  contact: "default",
  flowIdentity: "comanaged-flows",
  group: "comanaged-baseline",
  lock: "comanaged-baseline",
  outages: "comanaged-operations",
  vulnerabilities: "azureServersSetting",
  workspace: "comanaged-logs",
  /** The group and the beginning of the names under which Azure makes watchers by itself. */
  watcherGroup: "NetworkWatcherRG",
  watcher: "NetworkWatcher",
} as const;

/** The resource id of something in the group of the baseline, known before it exists. */
export function baselineId(account: string, type: string, name: string): string {
  return `${resourceGroupScope(account, azureNames.group)}/providers/${type}/${name}`;
}

/** The name under which Azure makes the watcher of a location. */
export function watcherName(location: string): string {
  return `${azureNames.watcher}_${location}`;
}

/** The storage account of a location that keeps flow logs; Azure has every name once in the world. */
export function flowStorage(account: string, location: string): string {
  const hash = createHash("sha256").update(`${account}/${location}`).digest("hex");
  return `cmflows${hash.slice(0, 16)}`;
}

/** The name of the flow log of a network: networks of two groups may have one name. */
export function flowLogName(network: string): string {
  const hash = createHash("sha256").update(network.toLowerCase()).digest("hex").slice(0, 8);
  return `${(network.split("/").at(-1) ?? "").slice(0, 60)}-${hash}`;
}
