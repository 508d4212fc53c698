import { isDeepStrictEqual } from "node:util";
import type { Changed, ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, numberAt, objectAt, objectsAt, textAt } from "../core/json.js";
import { uuidOf } from "../core/numbers.js";
import { apiError } from "./apiError.js";
import { birth, here, kinds, referenced, refuseChanges } from "./common.js";
import { refuseShrink } from "./disk.js";
import { refuseLocked } from "./lock.js";
import { imageFor, refuseUnsound } from "./machineChecks.js";
import { type Holder, holdDisks, putSystemDisk, releaseDisks } from "./machineDisks.js";
import { putInterface } from "./networkInterface.js";

/** What Azure never changes of a machine; each has been seen as `PropertyChangeNotAllowed`. */
const onlyAtBirth = [
  "availabilitySet",
  "osProfile.adminPassword",
  "osProfile.adminUsername",
  "osProfile.computerName",
  "osProfile.customData",
  "osProfile.linuxConfiguration.disablePasswordAuthentication",
  "osProfile.linuxConfiguration.ssh",
  "securityProfile.securityType",
  "storageProfile.imageReference",
  "storageProfile.osDisk.createOption",
  "storageProfile.osDisk.managedDisk.id",
  "storageProfile.osDisk.name",
  "zones",
];

/** What Azure changes only of a machine that is deallocated, which nothing here does. */
const onlyStopped = ["securityProfile.encryptionAtHost", "storageProfile.osDisk.managedDisk"];

function create(scene: Scene, inputs: JsonObject) {
  const { id, location, outputs } = birth(scene, inputs, "machine", "vmName");
  refuseUnsound(inputs);
  const storage = objectAt(inputs, "storageProfile");
  const image = imageFor(scene, objectAt(storage, "imageReference"));
  if (objectAt(inputs, "securityProfile")["securityType"] === "TrustedLaunch") {
    refuseFirstGeneration(image);
  }
  const holder = holderOf(id, location, inputs);
  putSystemDisk(scene, holder, objectAt(storage, "osDisk"), image);
  holdDisks(scene, holder, objectsAt(storage, "dataDisks"));
  holdInterfaces(scene, id, inputs, location);
  const number = scene.world.next();
  const identity = objectAt(inputs, "identity");
  return {
    id,
    outputs: {
      ...outputs,
      ...(Object.keys(identity).length > 0 && {
        identity: { ...identity, principalId: uuidOf(number), tenantId: scene.place.owner },
      }),
      instanceView: {},
      managedBy: "",
      resources: [],
      timeCreated: scene.world.now(),
      vmId: uuidOf(scene.world.next()),
    },
  };
}

function holderOf(id: string, location: string, inputs: JsonObject): Holder {
  return { id, location, group: textAt(inputs, "resourceGroupName") ?? "" };
}

function refuseFirstGeneration({ properties }: WorldObject): void {
  if (properties["hyperVGeneration"] !== "V2") {
    const text = "The selected VM image does not support TrustedLaunch: it is of Generation 1.";
    throw apiError(400, "BadRequest", text);
  }
}

function holdInterfaces(scene: Scene, id: string, inputs: JsonObject, location: string): void {
  const references = objectsAt(objectAt(inputs, "networkProfile"), "networkInterfaces");
  if (references.length === 0) {
    const text = "A virtual machine must have at least one network interface.";
    throw apiError(400, "InvalidParameter", text);
  }
  for (const reference of references) {
    const nic = referenced(scene, kinds.networkInterface, textAt(reference, "id"), location);
    const other = textAt(objectAt(nic.properties, "virtualMachine"), "id");
    if (other !== undefined && other !== id) {
      const text = `Network interface ${nic.id} is used by existing VM ${other}.`;
      throw apiError(400, "NetworkInterfaceAlreadyInUse", text);
    }
    putInterface(scene, nic, id);
  }
}

function update(scene: Scene, old: WorldObject, inputs: JsonObject): Changed {
  const before = old.properties;
  refuseUnsound(inputs);
  refuseChanges(before, inputs, onlyAtBirth);
  refuseRunning(before, inputs);
  const [was, wanted] = [objectAt(before, "storageProfile"), objectAt(inputs, "storageProfile")];
  const holder = holderOf(old.id, textAt(before, "location") ?? "", inputs);
  holdDisks(scene, holder, objectsAt(wanted, "dataDisks"), objectsAt(was, "dataDisks"));
  if (!isDeepStrictEqual(before["networkProfile"], inputs["networkProfile"])) {
    const text = "The network interfaces of a running VM cannot be changed.";
    throw apiError(409, "OperationNotAllowed", text);
  }
  const sizes = [before, inputs].map((from) => objectAt(from, "hardwareProfile")["vmSize"]);
  return { outputs: {}, ...(sizes[0] !== sizes[1] && { reboot: "hardwareProfile.vmSize" }) };
}

function refuseRunning(before: JsonObject, inputs: JsonObject): void {
  const size = (from: JsonObject) =>
    numberAt(objectAt(objectAt(from, "storageProfile"), "osDisk"), "diskSizeGB") ?? 0;
  refuseShrink(size(before), size(inputs));
  if (size(before) !== size(inputs)) {
    const text = "Disk resizing is allowed only when creating a VM or when the VM is deallocated.";
    throw apiError(409, "ResizeDiskError", text);
  }
  refuseChanges(before, inputs, onlyStopped);
}

function remove(scene: Scene, old: WorldObject): undefined {
  refuseLocked(scene, old.id);
  releaseDisks(scene, old);
  for (const nic of here(scene, kinds.networkInterface)) {
    if (textAt(objectAt(nic.properties, "virtualMachine"), "id") === old.id) {
      putInterface(scene, nic, undefined);
    }
  }
  return undefined;
}

/** What a stranger to the state reads: Azure never tells the first password. */
function withoutPassword(properties: JsonObject): JsonObject {
  const { adminPassword: _hidden, ...osProfile } = objectAt(properties, "osProfile");
  return { ...properties, osProfile };
}

/** A virtual machine. Most of it counts at birth only; another size restarts it. */
export const virtualMachine: ResourceBehaviour = {
  create,
  update,
  remove,
  read: (_scene, { properties }, imported) => (imported ? withoutPassword(properties) : properties),
  // What Azure adds to an identity, and what it never tells back.
  ignores: () => ["identity.principalId", "identity.tenantId"],
};
