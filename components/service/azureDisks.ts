import type { Loss, RegisteredDisk, RegisteredServer } from "./register.js";

/** Growing past this size needs a disk that no running machine has. */
const onlineLimitGiB = 4096;

const remedy =
  '"removed: true" at the disk, run "pulumi up", which detaches it and keeps its data, and then ' +
  'write the new value and take "removed" out again.';

/**
 * What Azure refuses of a data disk while a machine runs with it: another type, and growth past
 * 4 TiB (Change the disk type, Expand virtual hard disks; learn.microsoft.com).
 */
export function attachedDiskLosses(
  name: string,
  was: RegisteredServer,
  is: RegisteredServer,
): Loss[] {
  return was.platform === "azure"
    ? Object.entries(was.disks).flatMap(([label, before]) => {
        const after = is.disks[label];
        const path = `servers.${name}.disks.${label}`;
        return after === undefined || before.standing !== "attached"
          ? []
          : [...otherType(path, before, after), ...pastLimit(path, before, after)];
      })
    : [];
}

function otherType(path: string, { tier }: RegisteredDisk, after: RegisteredDisk): Loss[] {
  const message = `Azure changes the tier of a disk only while it is detached. Write "${tier}"; or write ${remedy}`;
  return tier === undefined || tier === after.tier ? [] : [{ path: `${path}.tier`, message }];
}

function pastLimit(path: string, { sizeGiB }: RegisteredDisk, after: RegisteredDisk): Loss[] {
  const message =
    `Azure grows a disk past ${onlineLimitGiB} GiB only while it is detached. Write ` +
    `"${onlineLimitGiB} GiB" or less; or write ${remedy}`;
  return sizeGiB < onlineLimitGiB && after.sizeGiB > onlineLimitGiB
    ? [{ path: `${path}.size`, message }]
    : [];
}
