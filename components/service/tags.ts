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

/** All names of the keys that every server carries. */
export const tagNames = [
  "owner",
  "service",
  "environment",
  "costCenter",
  "dataLevel",
  "patchGroup",
  "backupClass",
] as const satisfies readonly TagName[];

/**
 * The tag by which an instance scheduler knows when a machine runs; absent on machines that always
 * do. It is the key that the Instance Scheduler on AWS looks for by default.
 *
 * @see https://docs.aws.amazon.com/solutions/latest/instance-scheduler-on-aws/
 */
const scheduleTag = "Schedule";

/** The tags of a machine for instance schedulers. */
export function scheduleTags({ runs }: { readonly runs?: string }): Record<string, string> {
  return runs === undefined ? {} : { [scheduleTag]: runs };
}

/**
 * The tag by which a machine on Azure is released to be patched in one opening of its window, with
 * the local date of that opening. It belongs to the job that judges test rings.
 */
export const releaseTag = "PatchRelease";

/**
 * The tag by which AWS Backup Audit Manager knows the instances of one estate and one backup class.
 * A control takes one tag, and `BackupClass` is on volumes and other estates' servers as well.
 */
export const auditTag = "BackupAudit";

/** The tag that carries the idempotency key of an object whose creation is not idempotent. */
export const idempotencyTag = "CoManagedKey";

/** The setting of a virtual machine that carries its idempotency key. */
export const idempotencySetting = "guestinfo.comanaged.key";

/**
 * The custom attributes of vCenter that a virtual machine has from birth: the stack of its estate,
 * and its idempotency key. Neither ever changes, so nothing has to be written beside the values
 * of others later; what can change is told by tags and settings.
 */
export const attributeNames = { estate: "CoManagedEstate", key: idempotencyTag } as const;

/** One of the custom attributes. */
export type AttributeName = keyof typeof attributeNames;

/** The setting that tells a virtual machine the addresses that it should have. */
export const addressSetting = "guestinfo.comanaged.addresses";

/** The setting that tells a virtual machine to which backup it was brought back in place. */
export const restoredSetting = "guestinfo.comanaged.restored-from";

/** The settings under which a virtual machine carries the same facts, readable from the guest. */
export const guestinfoKeys = {
  owner: "guestinfo.comanaged.owner",
  service: "guestinfo.comanaged.service",
  environment: "guestinfo.comanaged.environment",
  costCenter: "guestinfo.comanaged.cost-center",
  dataLevel: "guestinfo.comanaged.data-level",
  patchGroup: "guestinfo.comanaged.patch-group",
  backupClass: "guestinfo.comanaged.backup-class",
} as const satisfies Record<TagName, string>;

/** The facts of a server as AWS tags, such as `Owner: chemistry`. */
export function serverTags(facts: ServerFacts): Record<string, string> {
  return keyed(tagKeys, facts);
}

/** The facts of a server as settings of a virtual machine. */
export function guestinfo(facts: ServerFacts): Record<string, string> {
  return keyed(guestinfoKeys, facts);
}

function keyed(keys: Record<TagName, string>, facts: ServerFacts): Record<string, string> {
  return Object.fromEntries(tagNames.map((name) => [keys[name], String(facts[name])]));
}
