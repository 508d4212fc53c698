import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import * as vsphere from "@pulumi/vsphere";

/** A customer's group and where it is let in. */
interface CustomerAccess {
  /** Managed object id of the estate's folder. */
  readonly folderId: Input<string>;
  /** The group, such as `EXAMPLE\chemistry-servers`. */
  readonly group: string;
  readonly roleId: string;
}

/**
 * Gives a customer's group its role on the estate's folder, and so on every machine in it and on
 * nothing else. What others allow on that folder is left as it is: the provider reads the
 * permissions of everybody, and would take away those that it was not told.
 */
export function letIn(
  estate: string,
  { folderId, group, roleId }: CustomerAccess,
  opts: CustomResourceOptions,
): void {
  const permission = { userOrGroup: group, isGroup: true, propagate: true, roleId };
  new vsphere.EntityPermissions(
    // Another group is another resource, because nothing of this one is ever changed.
    `${estate}-permissions-${group.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`,
    { entityId: folderId, entityType: "Folder", permissions: [permission] },
    { ...opts, ignoreChanges: ["permissions"] },
  );
}
