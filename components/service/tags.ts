import type { ServerFacts } from "./server.js";

/**
 * The tag keys that every server carries, on every platform: AWS tag keys and vSphere tag
 * categories. `PatchGroup` has no space because Systems Manager refuses `Patch Group` once
 * instance tags are readable from the metadata service.
 */
export const tagKeys = {
  owner: "Owner",
  service: "Service",
  environment: "Environment",
  costCenter: "CostCenter",
  dataLevel: "DataLevel",
  patchGroup: "PatchGroup",
  backupClass: "BackupClass",
} as const;

/** One of the keys that every server carries. */
export type TagName = keyof typeof tagKeys;

/** The tag that carries the idempotency key of an object whose creation is not idempotent. */
export const idempotencyTag = "CoManagedKey";

/** The setting of a virtual machine that carries its idempotency key. */
export const idempotencySetting = "guestinfo.comanaged.key";

/** The tags of a server as `Owner: chemistry`, without its name and its idempotency key. */
export function serverTags(facts: ServerFacts): Record<(typeof tagKeys)[TagName], string> {
  return {
    [tagKeys.owner]: facts.owner,
    [tagKeys.service]: facts.service,
    [tagKeys.environment]: facts.environment,
    [tagKeys.costCenter]: facts.costCenter,
    [tagKeys.dataLevel]: String(facts.dataLevel),
    [tagKeys.patchGroup]: facts.patchGroup,
    [tagKeys.backupClass]: facts.backupClass,
  };
}
