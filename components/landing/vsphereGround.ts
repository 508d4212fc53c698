import type { InvokeOptions } from "@pulumi/pulumi";
import * as vsphere from "@pulumi/vsphere";
import { type StorageTier, storageTiers } from "../service/server.js";
import { attributeNames } from "../service/tags.js";
import { allFound, find, findEach } from "./lookUps.js";
import { splitTag } from "./vsphereTags.js";

/** What an estate names in the vCenter. */
export interface VsphereNames {
  readonly datacenter: string;
  /** Path of the resource pool, such as `cluster-main/Resources`. */
  readonly resourcePool: string;
  /** Name of the cluster that keeps peers apart; absent where none does. */
  readonly cluster?: string;
  /** Names of the datastores behind the storage tiers. */
  readonly datastores: Readonly<Record<StorageTier, string>>;
  /** Names of the port groups. */
  readonly networks: readonly string[];
  /** Names of the storage policies behind the tiers that have one. */
  readonly storagePolicies: Readonly<Partial<Record<StorageTier, string | undefined>>>;
  /** What machines are cloned from. */
  readonly sources: readonly CloneSource[];
  /** All categories of tags. */
  readonly categories: readonly string[];
  /** Name of the role for the customer's group; absent where the customer has none. */
  readonly role?: string;
  /** The site's tags that servers carry, as `<category>=<value>`. */
  readonly tags: readonly string[];
}

/** What a machine is cloned from: a template, or an item of a content library. */
export type CloneSource =
  | { readonly template: string }
  | { readonly library: string; readonly item: string };

/** A template or an item of a library, and the guest system in it. */
export interface Template {
  readonly uuid: string;
  /** Absent for an item of a library: no look-up tells it, and the clone has it anyway. */
  readonly guestId?: string;
}

/** Ids of what an estate found in the vCenter. */
export interface VsphereGround {
  readonly datacenterId: string;
  readonly resourcePoolId: string;
  /** Absent where no cluster was asked for. */
  readonly clusterId?: string;
  /** Absent where no role was asked for. */
  readonly roleId?: string;
  readonly datastoreIds: Readonly<Record<StorageTier, string>>;
  readonly networkIds: ReadonlyMap<string, string>;
  /** Ids of the storage policies behind the tiers that have one. */
  readonly storagePolicyIds: Readonly<Partial<Record<StorageTier, string>>>;
  /** By what `sourceName` calls them. */
  readonly templates: ReadonlyMap<string, Template>;
  readonly categoryIds: ReadonlyMap<string, string>;
  /** Ids of the tags whose values are the site's. */
  readonly tagIds: ReadonlyMap<string, string>;
  /** Ids of the custom attributes, by their names. */
  readonly attributeIds: ReadonlyMap<string, string>;
}

/**
 * Finds what an estate names in the vCenter.
 *
 * @throws RunError that lists everything that is not there
 */
export async function findVsphereGround(
  names: VsphereNames,
  opts: InvokeOptions,
): Promise<VsphereGround> {
  const [{ id: datacenterId }, categoryIds, attributeIds, roleId] = await allFound([
    find(`datacenter ${names.datacenter}`, vsphere.getDatacenter({ name: names.datacenter }, opts)),
    findEach(names.categories, async (name) =>
      idOf(find(`tag category ${name}`, vsphere.getTagCategory({ name }, opts))),
    ),
    findEach(Object.values(attributeNames), (name) =>
      idOf(find(`custom attribute ${name}`, vsphere.getCustomAttribute({ name }, opts))),
    ),
    findRole(names.role, opts),
  ]);
  const inDatacenter = { datacenterId, opts };
  const [pool, clusterId, standard, fast, networkIds, templates, tagIds, policies] = await allFound(
    [
      find(
        `resource pool ${names.resourcePool}`,
        vsphere.getResourcePool({ name: names.resourcePool, datacenterId }, opts),
      ),
      findCluster(names.cluster, inDatacenter),
      findDatastore(names.datastores.standard, inDatacenter),
      findDatastore(names.datastores.fast, inDatacenter),
      findEach(names.networks, (name) => findNetwork(name, inDatacenter)),
      findSources(names.sources, inDatacenter),
      findEach(names.tags, (tag) => findTag(tag, categoryIds, opts)),
      findPolicies(names.storagePolicies, opts),
    ],
  );
  return {
    ...{ datacenterId, networkIds, templates, categoryIds, tagIds, attributeIds },
    resourcePoolId: pool.id,
    ...(clusterId !== undefined && { clusterId }),
    ...(roleId !== undefined && { roleId }),
    datastoreIds: { standard, fast },
    storagePolicyIds: policies,
  };
}

async function findRole(label: string | undefined, opts: InvokeOptions) {
  return label === undefined
    ? undefined
    : idOf(find(`role ${label}`, vsphere.getRole({ label }, opts)));
}

interface InDatacenter {
  readonly datacenterId: string;
  readonly opts: InvokeOptions;
}

async function findCluster(name: string | undefined, { datacenterId, opts }: InDatacenter) {
  return name === undefined
    ? undefined
    : idOf(find(`cluster ${name}`, vsphere.getComputeCluster({ name, datacenterId }, opts)));
}

function findDatastore(name: string, { datacenterId, opts }: InDatacenter): Promise<string> {
  return idOf(find(`datastore ${name}`, vsphere.getDatastore({ name, datacenterId }, opts)));
}

function findNetwork(name: string, { datacenterId, opts }: InDatacenter): Promise<string> {
  return idOf(find(`port group ${name}`, vsphere.getNetwork({ name, datacenterId }, opts)));
}

async function findTemplate(name: string, { datacenterId, opts }: InDatacenter): Promise<Template> {
  const look = vsphere.getVirtualMachine({ name, datacenterId }, opts);
  const { id, guestId } = await find(`template ${name}`, startingThroughEfi(look));
  return { uuid: id, guestId: given(guestId) };
}

/** How a source is called, such as `template tpl-debian-12`. */
export function sourceName(source: CloneSource): string {
  return "template" in source
    ? `template ${source.template}`
    : `item ${source.item} of library ${source.library}`;
}

function findSources(sources: readonly CloneSource[], within: InDatacenter) {
  const byName = new Map(sources.map((source) => [sourceName(source), source]));
  return findEach(byName.keys(), (name) => {
    const source = byName.get(name);
    return source === undefined || "template" in source
      ? findTemplate(source?.template ?? name, within)
      : findItem(source, within.opts);
  });
}

async function findItem(
  { library, item }: { readonly library: string; readonly item: string },
  opts: InvokeOptions,
): Promise<Template> {
  const what = `content library ${library}`;
  const libraryId = await idOf(find(what, vsphere.getContentLibrary({ name: library }, opts)));
  const look = vsphere.getContentLibraryItem({ name: item, libraryId, type: "" }, opts);
  return { uuid: await idOf(find(`item ${item} of ${what}`, look)) };
}

async function findPolicies(
  names: VsphereNames["storagePolicies"],
  opts: InvokeOptions,
): Promise<VsphereGround["storagePolicyIds"]> {
  const behind = storageTiers.flatMap((tier) => {
    const name = names[tier];
    return name === undefined ? [] : [[tier, name] as const];
  });
  const ids = await findEach(
    behind.map(([, name]) => name),
    (name) => idOf(find(`storage policy ${name}`, vsphere.getPolicy({ name }, opts))),
  );
  return Object.fromEntries(behind.map(([tier, name]) => [tier, ids.get(name)]));
}

/** Servers start through EFI with Secure Boot; from a template for BIOS they would not start. */
async function startingThroughEfi(asked: Promise<vsphere.GetVirtualMachineResult>) {
  const template = await asked;
  if (template.firmware !== "efi") {
    throw new Error(`starts through ${template.firmware}, and servers start through EFI`);
  }
  return template;
}

function findTag(
  tag: string,
  categoryIds: ReadonlyMap<string, string>,
  opts: InvokeOptions,
): Promise<string> {
  const [category, name] = splitTag(tag);
  const categoryId = given(categoryIds.get(category));
  return idOf(find(`tag ${tag}`, vsphere.getTag({ name, categoryId }, opts)));
}

async function idOf(found: Promise<{ readonly id?: string }>): Promise<string> {
  return given((await found).id);
}

/** What the provider's schema calls optional and its look-ups always give. */
function given(value: string | undefined): string {
  if (value === undefined) {
    throw new Error("vCenter found an object and gave no id for it");
  }
  return value;
}
