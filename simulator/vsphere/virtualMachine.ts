import { freeAddressIn, networkOf } from "../core/addresses.js";
import type { Changed, Made, ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, numberAt, objectAt, objectsAt, textAt } from "../core/json.js";
import { uuidOf } from "../core/numbers.js";
import { Refusal } from "../core/refusal.js";
import { having, here, kinds, one, required } from "./common.js";
import { bootFailure } from "./firstBoot.js";
import { folderAt, inventoryPath } from "./folder.js";
import { goDown, restartReasons } from "./powerCycle.js";
import { refuseGrowth, snapshotsOf } from "./snapshot.js";
import { attach } from "./tags.js";
import {
  clonedDisks,
  keptDisks,
  leaveDisks,
  lostDisks,
  machineDisks,
  stayingDisks,
} from "./virtualDisks.js";
import { planMachine } from "./virtualMachinePlan.js";

/** The first host addresses of a port group belong to its gateway and to fixed machines. */
const firstLease = 10;

function create(scene: Scene, inputs: JsonObject): Made {
  const pool = poolOf(scene, inputs);
  const path = placed(scene, pool, inputs);
  references(scene, inputs);
  const source = textAt(objectAt(inputs, "clone"), "templateUuid");
  const template =
    one(scene, kinds.virtualMachine, source) ?? one(scene, kinds.contentLibraryItem, source);
  const number = scene.world.next();
  const name = textAt(inputs, "name") ?? "";
  const networkInterfaces = interfaces(inputs, number);
  const address = lease(scene, inputs, networkInterfaces);
  const failed = bootFailure(inputs, template?.properties);
  const datastoreId = textAt(inputs, "datastoreId") ?? firstDatastore(scene);
  return {
    id: uuidOf(number),
    outputs: {
      annotation: textAt(inputs, "annotation") ?? "",
      changeVersion: String(number),
      cpuShareCount: (numberAt(inputs, "numCpus") ?? 1) * 1000,
      datastoreId,
      defaultIpAddress: failed ? "" : address,
      disks: clonedDisks(
        machineDisks(scene, name, number, datastoreId, objectsAt(inputs, "disks"), []),
        template?.properties,
      ),
      eptRviMode: textAt(inputs, "eptRviMode") ?? "automatic",
      guestId:
        textAt(inputs, "guestId") ?? textAt(template?.properties ?? {}, "guestId") ?? "other-64",
      guestIpAddresses: failed ? [] : [address],
      hardwareVersion: numberAt(inputs, "hardwareVersion") ?? 21,
      hostSystemId: textAt(inputs, "hostSystemId") ?? "host-12",
      hvMode: textAt(inputs, "hvMode") ?? "hvAuto",
      imported: false,
      inventoryPath: path,
      memoryShareCount: (numberAt(inputs, "memory") ?? 1024) * 10,
      moid: `vm-${number}`,
      networkInterfaces,
      powerState: "on",
      rebootRequired: false,
      storagePolicyId: textAt(inputs, "storagePolicyId") ?? "",
      uuid: uuidOf(number),
      vappTransports: [],
      vmwareToolsStatus: failed ? "guestToolsNotRunning" : "guestToolsRunning",
      vmxPath: `${name}/${name}.vmx`,
    },
    ...(failed !== undefined && { failed }),
  };
}

function poolOf(scene: Scene, inputs: JsonObject): WorldObject {
  const id = textAt(inputs, "resourcePoolId");
  const pool = required(scene, kinds.resourcePool, id, "resource pool");
  if (pool === undefined) {
    throw new Refusal("could not find resource pool: no id was given");
  }
  return pool;
}

/** The machine's inventory path; its folder must be there and its name free in it. */
function placed(scene: Scene, pool: WorldObject, inputs: JsonObject, own?: string): string {
  const datacenter = one(scene, kinds.datacenter, textAt(pool.properties, "datacenterId"));
  const folder = (textAt(inputs, "folder") ?? "").replace(/^\/|\/$/g, "");
  const name = textAt(inputs, "name") ?? "";
  if (datacenter === undefined) {
    throw new Refusal("cannot locate the datacenter of the resource pool");
  }
  const parent = inventoryPath(datacenter, "vm", folder);
  if (folder !== "" && folderAt(scene, parent) === undefined) {
    throw new Refusal(`folder '${folder}' not found`);
  }
  const path = `${parent}/${name}`;
  const [twin] = having(scene, kinds.virtualMachine, "inventoryPath", path);
  if (twin && twin.id !== own) {
    throw new Refusal(`error cloning virtual machine: The name '${name}' already exists.`);
  }
  return path;
}

function references(scene: Scene, inputs: JsonObject): void {
  if (inputs["vtpm"] !== undefined && here(scene, kinds.keyProvider).length === 0) {
    throw new Refusal("Cannot add virtual TPM: no default key provider is configured.");
  }
  required(scene, kinds.datastore, textAt(inputs, "datastoreId"), "datastore");
  requirePolicy(scene, inputs);
  for (const disk of objectsAt(inputs, "disks")) {
    requirePolicy(scene, disk);
    required(scene, kinds.datastore, textAt(disk, "datastoreId"), "datastore");
  }
  for (const nic of objectsAt(inputs, "networkInterfaces")) {
    required(scene, kinds.network, textAt(nic, "networkId"), "network");
  }
  attach(scene, inputs, "VirtualMachine");
}

function requirePolicy(scene: Scene, holder: JsonObject): void {
  const policy = textAt(holder, "storagePolicyId");
  required(scene, kinds.storagePolicy, policy === "" ? undefined : policy, "storage policy");
}

function firstDatastore(scene: Scene): string {
  return here(scene, kinds.datastore)[0]?.id ?? "";
}

/** The cards of the machine: each has an address of its own, which it keeps. */
function interfaces(inputs: JsonObject, number: number, before: readonly JsonObject[] = []) {
  return objectsAt(inputs, "networkInterfaces").map((nic, index) => ({
    adapterType: "vmxnet3",
    bandwidthShareCount: 50,
    deviceAddress: `pci:0:${7 + index}`,
    externalPortId: "",
    key: 4000 + index,
    macAddress: mac(number, index),
    ...before[index],
    ...nic,
  }));
}

function mac(number: number, index: number): string {
  const digits = (number * 16 + index).toString(16).padStart(6, "0").slice(-6);
  return `00:50:56:${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4, 6)}`;
}

/** The fixed address of the customization, or the next free one of the port group. */
function lease(scene: Scene, inputs: JsonObject, cards: readonly JsonObject[]): string {
  const [fixed] = objectsAt(objectAt(objectAt(inputs, "clone"), "customize"), "networkInterfaces");
  const wanted = fixed && textAt(fixed, "ipv4Address");
  const network = one(scene, kinds.network, textAt(cards[0] ?? {}, "networkId"));
  if (wanted !== undefined || network === undefined) {
    return wanted ?? "";
  }
  const { first, last } = networkOf(textAt(network.properties, "cidr") ?? "");
  const leases = { first: first + firstLease, last: last - 1 };
  const isUsed = (address: string) =>
    having(scene, kinds.virtualMachine, "defaultIpAddress", address).length > 0;
  return freeAddressIn(leases, scene.world.next(), isUsed) ?? "";
}

function update(scene: Scene, old: WorldObject, inputs: JsonObject): Changed {
  const before = old.properties;
  const path = placed(scene, poolOf(scene, inputs), inputs, old.id);
  references(scene, inputs);
  const number = scene.world.next();
  const [disks, was] = [objectsAt(inputs, "disks"), objectsAt(before, "disks")];
  refuseGrowth(scene, old, was, disks);
  leaveDisks(scene, old, keptDisks(was, disks));
  const reboots = restartReasons(before, inputs);
  if (before["powerState"] === "off") {
    // The provider ends every change of a machine with it running (`PowerOn` of its update).
    scene.world.record(old, "started");
  }
  const datastoreId = textAt(inputs, "datastoreId") ?? textAt(before, "datastoreId") ?? "";
  const name = textAt(inputs, "name") ?? "";
  return {
    outputs: {
      changeVersion: String(number),
      cpuShareCount: (numberAt(inputs, "numCpus") ?? 1) * 1000,
      disks: machineDisks(scene, name, number, datastoreId, disks, was),
      inventoryPath: path,
      memoryShareCount: (numberAt(inputs, "memory") ?? 1024) * 10,
      networkInterfaces: interfaces(inputs, number, objectsAt(before, "networkInterfaces")),
      powerState: "on",
    },
    dataLoss: lostDisks(was, disks),
    ...(reboots.length > 0 && { reboot: `${reboots.join(", ")} (${goDown(before, inputs)})` }),
  };
}

/** vCenter finds what is imported by its path or by its managed object, not by its UUID. */
function findImported(scene: Scene, id: string): WorldObject | undefined {
  const [, moid] = /^(?:VirtualMachine:)?(vm-\d+)$/.exec(id) ?? [];
  const [found] =
    moid === undefined
      ? having(scene, kinds.virtualMachine, "inventoryPath", id)
      : here(scene, kinds.virtualMachine).filter(({ properties }) => properties["moid"] === moid);
  return found;
}

/** A virtual machine: its name exists once in a folder; cloning again would replace it. */
export const virtualMachine: ResourceBehaviour = {
  plan: planMachine,
  create,
  update,
  // A machine that was imported was not cloned by us, so the clone block means nothing to it.
  ignores: (olds) => (olds["imported"] === true ? ["clone"] : []),
  find: findImported,
  read: (_scene, { properties }, imported) => (imported ? { ...properties, imported } : properties),
  remove: (scene, old) => {
    leaveDisks(scene, old, stayingDisks(objectsAt(old.properties, "disks")));
    for (const taken of snapshotsOf(scene, old.id)) {
      scene.world.drop(taken, "deleted");
    }
    return undefined;
  },
};
