import * as pulumi from "@pulumi/pulumi";
import * as vsphere from "@pulumi/vsphere";
import { guardCreates } from "../recovery/guard.js";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import type { VspherePlacement } from "../server/placement.js";
import type { ServerFacts, StorageTier } from "../service/server.js";
import { type TagName, tagKeys, tagNames } from "../service/tags.js";
import { once } from "./once.js";

/** The tags whose values belong to one estate, not to the site. */
const ownTags = ["owner", "service", "costCenter", "patchGroup"] as const;
type OwnTag = (typeof ownTags)[number];

/** What an estate finds in the vCenter and which tag values are its own. */
export interface VsphereLandingArgs {
  readonly datacenter: string;
  /** Path of the resource pool, such as `cluster-main/Resources`. */
  readonly resourcePool: string;
  /** The site's folder, below which the estate gets its own. */
  readonly folder: string;
  /** Names of the datastores behind the storage tiers. */
  readonly datastores: Readonly<Record<StorageTier, string>>;
  /** Values of the estate's own tags, such as `{ service: ["lims"], … }`. */
  readonly tagValues: Readonly<Record<OwnTag, readonly string[]>>;
}

/** What distinguishes one server's place from another's. */
export interface VsphereSpot {
  /** Name of the port group. */
  readonly network: string;
  /** Name of the template. */
  readonly template: string;
}

/**
 * The part of a vCenter in which an estate's servers stand: a folder of its own below the
 * site's, and the tags whose values are its own, named `<estate>/<value>` so that two estates
 * share the site's categories without collision. Everything else is looked up.
 */
export class VsphereLanding extends pulumi.ComponentResource {
  private readonly folder: vsphere.Folder;
  private readonly resourcePoolId: pulumi.Output<string>;
  private readonly datastoreIds: Record<StorageTier, pulumi.Output<string>>;
  private readonly ownTagIds: ReadonlyMap<string, pulumi.Output<string>>;
  private readonly hooks: pulumi.ResourceHookBinding;
  private readonly siteTagId: (key: string) => pulumi.Output<string>;
  private readonly networkId: (name: string) => pulumi.Output<string>;
  private readonly template: (name: string) => VspherePlacement["template"];

  constructor(estate: string, args: VsphereLandingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("comanaged:landing:Vsphere", estate, { ...args }, opts);
    const invoke = { parent: this };
    const datacenterId = vsphere.getDatacenterOutput({ name: args.datacenter }, invoke).id;
    const datastoreId = (name: string) =>
      vsphere.getDatastoreOutput({ name, datacenterId }, invoke).id;
    const categoryId = once((name) =>
      vsphere.getTagCategoryOutput({ name }, invoke).apply(({ id }) => given(id)),
    );
    this.resourcePoolId = vsphere.getResourcePoolOutput(
      { name: args.resourcePool, datacenterId },
      invoke,
    ).id;
    this.datastoreIds = {
      standard: datastoreId(args.datastores.standard),
      fast: datastoreId(args.datastores.fast),
    };
    this.networkId = once((name) => vsphere.getNetworkOutput({ name, datacenterId }, invoke).id);
    this.template = once((name) => {
      const found = vsphere.getVirtualMachineOutput({ name, datacenterId }, invoke);
      return { uuid: found.id, guestId: found.apply(({ guestId }) => given(guestId)) };
    });
    this.siteTagId = once((key) => {
      const [category = "", name = ""] = key.split("=");
      return vsphere
        .getTagOutput({ name, categoryId: categoryId(category) }, invoke)
        .apply(({ id }) => given(id));
    });
    this.hooks = guardCreates(`${estate}-vsphere`, { invoke, datacenter: args.datacenter });
    const child = { parent: this, hooks: this.hooks };
    this.folder = new vsphere.Folder(
      `${estate}-folder`,
      { path: `${args.folder}/${estate}`, type: "vm", datacenterId },
      child,
    );
    this.ownTagIds = createTags(estate, args.tagValues, categoryId, child);
    this.registerOutputs({ folder: this.folder.path });
  }

  /** The place of one server. */
  place(server: ServerFacts, spot: VsphereSpot): VspherePlacement {
    return {
      platform: "vsphere",
      hooks: this.hooks,
      resourcePoolId: this.resourcePoolId,
      folder: this.folder.path,
      networkId: this.networkId(spot.network),
      datastoreIds: this.datastoreIds,
      template: this.template(spot.template),
      tagIds: tagNames.map((tag) => this.tagId(tag, String(server[tag]))),
    };
  }

  private tagId(tag: TagName, value: string): pulumi.Output<string> {
    const key = `${tagKeys[tag]}=${value}`;
    return this.ownTagIds.get(key) ?? this.siteTagId(key);
  }
}

/** What the provider's schema calls optional and its look-ups always give. */
function given(value: string | undefined): string {
  if (value === undefined) {
    throw new Error("vCenter gave no id for an object that it found");
  }
  return value;
}

function createTags(
  estate: string,
  values: VsphereLandingArgs["tagValues"],
  categoryId: (name: string) => pulumi.Output<string>,
  child: pulumi.CustomResourceOptions,
): Map<string, pulumi.Output<string>> {
  const ids = new Map<string, pulumi.Output<string>>();
  for (const tag of ownTags) {
    const category = tagKeys[tag];
    for (const value of values[tag]) {
      const { id } = new vsphere.Tag(
        `${estate}-tag-${category}-${value}`,
        {
          name: `${estate}/${value}`,
          categoryId: categoryId(category),
          description: idempotencyKey(category, value),
        },
        child,
      );
      ids.set(`${category}=${value}`, id);
    }
  }
  return ids;
}
