import * as pulumi from "@pulumi/pulumi";
import * as vsphere from "@pulumi/vsphere";
import { guardCreates } from "../recovery/guard.js";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import { customerRole } from "../service/customerRole.js";
import { dataLevels } from "../service/dataLevel.js";
import { environments } from "../service/server.js";
import { attributeNames, tagKeys } from "../service/tags.js";

/** What exists once in the vCenter. */
export interface VsphereSiteArgs {
  readonly datacenter: string;
  /** Folder below which every estate gets its own. */
  readonly folder: string;
  /** Names of the backup classes, each of which becomes a tag. */
  readonly backupClasses: readonly string[];
}

/**
 * What exists once in a vCenter for all customers: the folder of the service, the categories of
 * the tags that every server carries, the tags whose values are the same for everybody, the
 * custom attributes, and the role of the customers' groups.
 */
export class VsphereSite extends pulumi.ComponentResource {
  constructor(name: string, args: VsphereSiteArgs, opts?: pulumi.ComponentResourceOptions) {
    super("comanaged:site:Vsphere", name, { ...args }, opts);
    const invoke = { parent: this };
    const datacenterId = vsphere.getDatacenterOutput({ name: args.datacenter }, invoke).id;
    const hooks = guardCreates(`${name}-site-vsphere`, { invoke, datacenter: args.datacenter });
    const child = { parent: this, hooks };
    const folder = new vsphere.Folder(
      `${name}-folder`,
      { path: args.folder, type: "vm", datacenterId },
      child,
    );
    const values: Readonly<Record<string, readonly string[]>> = {
      [tagKeys.dataLevel]: dataLevels.map(String),
      [tagKeys.environment]: environments,
      [tagKeys.backupClass]: args.backupClasses,
    };
    for (const category of Object.values(tagKeys)) {
      createCategory(name, category, values[category] ?? [], child);
    }
    for (const attribute of Object.values(attributeNames)) {
      new vsphere.CustomAttribute(
        `${name}-attribute-${attribute}`,
        { name: attribute, managedObjectType: "VirtualMachine" },
        child,
      );
    }
    new vsphere.Role(
      `${name}-role-customer`,
      { name: customerRole.name, rolePrivileges: [...customerRole.privileges] },
      child,
    );
    this.registerOutputs({ folder: folder.path });
  }
}

function createCategory(
  name: string,
  category: string,
  values: readonly string[],
  child: pulumi.CustomResourceOptions,
): void {
  const { id } = new vsphere.TagCategory(
    `${name}-category-${category}`,
    {
      name: category,
      cardinality: "SINGLE",
      associableTypes: ["VirtualMachine"],
      description: idempotencyKey(category),
    },
    child,
  );
  for (const value of values) {
    new vsphere.Tag(
      `${name}-tag-${category}-${value}`,
      { name: value, categoryId: id, description: idempotencyKey(category, value) },
      child,
    );
  }
}
