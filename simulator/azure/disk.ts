import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, numberAt, objectAt, shown, textAt } from "../core/json.js";
import { uuidOf } from "../core/numbers.js";
import { apiError } from "./apiError.js";
import { azureObject, birth, kinds, referenced, refuseChanges } from "./common.js";

/** Growing past this size needs a stopped machine (Expand virtual hard disks, learn.microsoft.com). */
const onlineLimitGiB = 4096;
const bytesOfGiB = 1024 ** 3;

function create(scene: Scene, inputs: JsonObject) {
  const { id, location, outputs } = birth(scene, inputs, "disk", "diskName");
  const size = numberAt(inputs, "diskSizeGB");
  if (objectAt(inputs, "creationData")["createOption"] === "Empty" && size === undefined) {
    const text = "Required parameter 'disk.diskSizeGB' is missing (null).";
    throw apiError(400, "InvalidParameter", text);
  }
  refuseSize(inputs);
  refuseForeignKey(scene, inputs, location);
  const copied = copyOf(scene, inputs, location);
  return { id, outputs: { ...outputs, ...computed(scene, size ?? 0), ...copied } };
}

/** What a copy has of its source, which it may outgrow. */
function copyOf(scene: Scene, inputs: JsonObject, location: string): JsonObject {
  const { createOption, sourceResourceId } = objectAt(inputs, "creationData");
  if (createOption !== "Copy") {
    return {};
  }
  const source = referenced(scene, kinds.disk, shown(sourceResourceId), location);
  const [least, size] = [source.properties, inputs].map((one) => numberAt(one, "diskSizeGB") ?? 0);
  refuseShrink(least ?? 0, size ?? 0);
  const { content } = source.properties;
  return content === undefined ? {} : { content };
}

/** All but the newest types end at 32 TiB minus 1 GiB. */
function refuseSize(inputs: JsonObject): void {
  const type = shown(objectAt(inputs, "sku")["name"]);
  const most = ["UltraSSD_LRS", "PremiumV2_LRS"].includes(type) ? 65536 : 32767;
  if ((numberAt(inputs, "diskSizeGB") ?? 0) > most) {
    const text = `The value of parameter diskSizeGB is above ${most}, the most of ${type}.`;
    throw apiError(400, "InvalidParameter", text);
  }
}

/** What Azure computes of a disk that nothing is attached to. */
export function computed(scene: Scene, sizeGiB: number): JsonObject {
  return {
    burstingEnabledTime: "",
    diskSizeBytes: sizeGiB * bytesOfGiB,
    diskState: "Unattached",
    lastOwnershipUpdateTime: "",
    managedBy: "",
    managedByExtended: [],
    propertyUpdatesInProgress: {},
    shareInfo: [],
    timeCreated: scene.world.now(),
    uniqueId: uuidOf(scene.world.next()),
  };
}

function refuseForeignKey(scene: Scene, inputs: JsonObject, location: string): void {
  const { diskEncryptionSetId } = objectAt(inputs, "encryption");
  if (typeof diskEncryptionSetId === "string") {
    referenced(scene, kinds.encryptionSet, diskEncryptionSetId, location);
  }
}

function update(scene: Scene, old: WorldObject, inputs: JsonObject) {
  const before = old.properties;
  refuseChanges(before, inputs, ["creationData", "osType"]);
  const size = numberAt(before, "diskSizeGB") ?? 0;
  const next = numberAt(inputs, "diskSizeGB") ?? size;
  refuseShrink(size, next);
  refuseSize(inputs);
  refuseForeignKey(scene, inputs, textAt(before, "location") ?? "");
  if (textAt(before, "managedBy") !== "") {
    refuseAttachedChanges(before, inputs, size, next);
  }
  return { outputs: { diskSizeBytes: next * bytesOfGiB } };
}

/** No disk of Azure ever becomes smaller. */
export function refuseShrink(before: number, after: number): void {
  if (after < before) {
    const text = `Disk size reduction is not supported. Current size is ${before} GB, requested size is ${after} GB.`;
    throw apiError(409, "OperationNotAllowed", text);
  }
}

/** What needs a stopped machine, and nothing here stops one. */
function refuseAttachedChanges(
  before: JsonObject,
  inputs: JsonObject,
  size: number,
  next: number,
): void {
  const offline = size < next && size < onlineLimitGiB && next > onlineLimitGiB;
  const type = objectAt(before, "sku")["name"] !== objectAt(inputs, "sku")["name"];
  const key =
    objectAt(before, "encryption")["diskEncryptionSetId"] !==
    objectAt(inputs, "encryption")["diskEncryptionSetId"];
  if (offline || type || key) {
    const what = offline ? "diskSizeGB" : type ? "sku" : "encryption";
    const text = `Disk property '${what}' can be changed only when the disk is not attached to a running VM.`;
    throw apiError(409, "OperationNotAllowed", text);
  }
}

function remove(_scene: Scene, { id, properties }: WorldObject): undefined {
  const holder = textAt(properties, "managedBy") ?? "";
  if (holder !== "") {
    throw apiError(409, "OperationNotAllowed", `Disk ${id} is attached to VM ${holder}.`);
  }
  return undefined;
}

/** The disk with another machine as its holder; an empty text leaves it free. */
export function putHolder(scene: Scene, disk: WorldObject, machine: string): void {
  const diskState = machine === "" ? "Unattached" : "Attached";
  const properties = { ...disk.properties, managedBy: machine, diskState };
  scene.world.put(azureObject(scene, kinds.disk, disk.id, properties), "updated");
}

/** A managed disk: grows in place, never shrinks, stays while a machine holds it. */
export const disk: ResourceBehaviour = { create, update, remove };
