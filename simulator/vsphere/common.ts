import type { Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, textAt } from "../core/json.js";
import type { IndexedProperty } from "../core/objects.js";
import { Refusal } from "../core/refusal.js";

export const kinds = {
  antiAffinityRule:
    "vsphere:index/computeClusterVmAntiAffinityRule:ComputeClusterVmAntiAffinityRule",
  attribute: "vsphere:index/customAttribute:CustomAttribute",
  category: "vsphere:index/tagCategory:TagCategory",
  cluster: "vsphere:index/computeCluster:ComputeCluster",
  contentLibrary: "vsphere:index/contentLibrary:ContentLibrary",
  contentLibraryItem: "vsphere:index/contentLibraryItem:ContentLibraryItem",
  datacenter: "vsphere:index/datacenter:Datacenter",
  datastore: "vsphere:index/vmfsDatastore:VmfsDatastore",
  /** A disk that a machine left behind. */
  detachedDisk: "vsphere:index/virtualDisk:VirtualDisk",
  folder: "vsphere:index/folder:Folder",
  /** What encrypts virtual TPMs; the provider has no resource for it. */
  keyProvider: "vsphere:keyProvider",
  entityPermissions: "vsphere:index/entityPermissions:EntityPermissions",
  /** What machines run on; the provider has a resource of it that nobody here makes. */
  host: "vsphere:index/host:Host",
  network: "vsphere:index/distributedPortGroup:DistributedPortGroup",
  resourcePool: "vsphere:index/resourcePool:ResourcePool",
  role: "vsphere:index/role:Role",
  snapshot: "vsphere:index/virtualMachineSnapshot:VirtualMachineSnapshot",
  storagePolicy: "vsphere:index/vmStoragePolicy:VmStoragePolicy",
  tag: "vsphere:index/tag:Tag",
  virtualMachine: "vsphere:index/virtualMachine:VirtualMachine",
} as const;

type Kind = (typeof kinds)[keyof typeof kinds];

/** All objects of a kind in the scene's vCenter. */
export function here({ world, place }: Scene, kind: Kind): WorldObject[] {
  return world.all("vsphere", kind, place.owner);
}

/** The objects of a kind in the scene's vCenter that have the text as that property. */
export function having(scene: Scene, kind: Kind, property: IndexedProperty, text: string) {
  return scene.world.having("vsphere", kind, scene.place.owner, property, text);
}

/** The object of a kind with an id in the scene's vCenter. */
export function one({ world, place }: Scene, kind: Kind, id: string | undefined) {
  return id === undefined
    ? undefined
    : world.get({ platform: "vsphere", place: place.owner, kind, id });
}

/** The object of a kind with a name in the scene's vCenter. */
export function byName(scene: Scene, kind: Kind, name: string | undefined) {
  return name === undefined ? undefined : having(scene, kind, "name", name)[0];
}

/** An object of the scene's vCenter. */
export function vsphereObject(
  { place }: Scene,
  kind: Kind,
  id: string,
  properties: JsonObject,
): WorldObject {
  return { platform: "vsphere", place: place.owner, kind, id, properties };
}

/** The object, or the refusal of vCenter: `datastore 'x' not found`. */
export function required(
  scene: Scene,
  kind: Kind,
  id: string | undefined,
  what: string,
): WorldObject | undefined {
  const found = one(scene, kind, id);
  if (id !== undefined && found === undefined) {
    throw new Refusal(
      `cannot locate ${what}: ServerFaultCode: The object '${id}' has already been deleted or has not been completely created`,
    );
  }
  return found;
}

/** The data center that a function is about; the only one when none is named. */
export function datacenterOf(scene: Scene, args: JsonObject): WorldObject {
  const all = here(scene, kinds.datacenter);
  const id = textAt(args, "datacenterId");
  const found = id === undefined ? all : all.filter((datacenter) => datacenter.id === id);
  const [datacenter, ...others] = found;
  if (datacenter === undefined) {
    throw new Refusal(`cannot locate datacenter: datacenter '${id ?? ""}' not found`);
  }
  if (others.length > 0) {
    throw new Refusal("default datacenter resolves to multiple instances, please specify");
  }
  return datacenter;
}
