import * as pulumi from "@pulumi/pulumi";
import * as vsphere from "@pulumi/vsphere";
import { guardCreates } from "../recovery/guard.js";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import type { VsphereInterface } from "../server/interfaces.js";
import type { VspherePlacement } from "../server/placement.js";
import type { VsphereCustomization } from "../server/vsphereCustomization.js";
import type { ServerFacts } from "../service/server.js";
import { type AttributeName, attributeNames, tagKeys } from "../service/tags.js";
import { keepApart, type Peers } from "./vsphereApart.js";
import { letIn } from "./vsphereCustomer.js";
import { type CloneSource, sourceName, type VsphereGround } from "./vsphereGround.js";
import { type OwnTag, ownTags, tagsOf } from "./vsphereTags.js";

/** The estate's part of a vCenter. */
export interface VsphereLandingArgs {
  /** Name of the datacenter. */
  readonly datacenter: string;
  /** The site's folder, below which the estate gets its own. */
  readonly folder: string;
  /** Values of the estate's own tags, such as `{ service: ["lims"], … }`. */
  readonly tagValues: Readonly<Record<OwnTag, readonly string[]>>;
  /** The customer's group, such as `EXAMPLE\chemistry-servers`; absent where it has none. */
  readonly customerGroup?: string;
  /** What the estate found in the vCenter. */
  readonly ground: VsphereGround;
}

/** What distinguishes one server's place from another's. */
export interface VsphereSpot {
  /** At least one, in their order. */
  readonly interfaces: readonly PortGroupInterface[];
  readonly source: CloneSource;
  /** What it is cloned from in place of its source. */
  readonly birth?: VspherePlacement["template"] | undefined;
  /** What the machine is told at its birth. */
  readonly customization: VsphereCustomization;
}

/** An interface in a port group. */
export interface PortGroupInterface extends Pick<VsphereInterface, "fixed"> {
  /** Name of the port group. */
  readonly portGroup: string;
}

/**
 * The part of a vCenter in which an estate's servers stand: a folder of its own below the
 * site's, and the tags whose values are its own, named `<estate>/<value>` so that two estates
 * share the site's categories without collision.
 */
export class VsphereLanding extends pulumi.ComponentResource {
  private readonly ground: VsphereGround;
  private readonly name: string;
  private readonly folder: vsphere.Folder;
  private readonly ownTagIds: ReadonlyMap<string, pulumi.Output<string>>;
  private readonly hooks: pulumi.ResourceHookBinding;

  constructor(name: string, args: VsphereLandingArgs, opts?: pulumi.ComponentResourceOptions) {
    const { ground, ...own } = args;
    super("comanaged:landing:Vsphere", name, { ...own }, opts);
    this.ground = ground;
    this.name = name;
    this.hooks = guardCreates(`${name}-vsphere`, {
      invoke: { parent: this },
      datacenter: args.datacenter,
    });
    const child = { parent: this, hooks: this.hooks };
    this.folder = new vsphere.Folder(
      `${name}-folder`,
      { path: `${args.folder}/${name}`, type: "vm", datacenterId: ground.datacenterId },
      child,
    );
    this.ownTagIds = createTags(name, args, child);
    if (args.customerGroup !== undefined) {
      const roleId = found("the role", ground.roleId);
      letIn(name, { folderId: this.folder.id, group: args.customerGroup, roleId }, child);
    }
    this.registerOutputs({ folder: this.folder.path });
  }

  /** Keeps machines that stand here on different hosts. */
  keepApart(peers: Peers): void {
    const clusterId = found("the cluster", this.ground.clusterId);
    keepApart(this.name, clusterId, peers, { parent: this, hooks: this.hooks });
  }

  /** The place of one server. */
  place(server: ServerFacts, spot: VsphereSpot): VspherePlacement {
    const { networkIds, templates, tagIds } = this.ground;
    const { resourcePoolId, datastoreIds, storagePolicyIds } = this.ground;
    const { interfaces, source, customization, birth } = spot;
    return {
      platform: "vsphere",
      ...{ resourcePoolId, datastoreIds, storagePolicyIds, hooks: this.hooks },
      attributeIds: { estate: this.attribute("estate"), key: this.attribute("key") },
      folder: this.folder.path,
      customization,
      interfaces: interfaces.map(({ portGroup, ...address }) => ({
        ...address,
        networkId: found(`port group ${portGroup}`, networkIds.get(portGroup)),
      })),
      template: birth ?? found(sourceName(source), templates.get(sourceName(source))),
      tagIds: tagsOf(server).map((tag) =>
        found(`tag ${tag}`, this.ownTagIds.get(tag) ?? tagIds.get(tag)),
      ),
    };
  }

  private attribute(attribute: AttributeName): string {
    const name = attributeNames[attribute];
    return found(`custom attribute ${name}`, this.ground.attributeIds.get(name));
  }
}

/** The ground must hold what servers are placed on; anything else is a mistake of the program. */
function found<Thing>(what: string, thing: Thing | undefined): Thing {
  if (thing === undefined) {
    throw new Error(`${what} is not part of the landing's ground`);
  }
  return thing;
}

function createTags(
  estate: string,
  { ground, tagValues }: VsphereLandingArgs,
  child: pulumi.CustomResourceOptions,
): Map<string, pulumi.Output<string>> {
  const ids = new Map<string, pulumi.Output<string>>();
  for (const tag of ownTags) {
    const category = tagKeys[tag];
    const categoryId = found(`tag category ${category}`, ground.categoryIds.get(category));
    for (const value of tagValues[tag]) {
      const { id } = new vsphere.Tag(
        `${estate}-tag-${category}-${value}`,
        { name: `${estate}/${value}`, categoryId, description: idempotencyKey(category, value) },
        child,
      );
      ids.set(`${category}=${value}`, id);
    }
  }
  return ids;
}
