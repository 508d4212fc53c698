import { createHash } from "node:crypto";
import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, textAt } from "../core/json.js";
import { apiError } from "./apiError.js";
import { awsObject, having, kinds, one } from "./common.js";

/** The attachments of an instance, its system disk's among them. */
export function attachmentsOf(scene: Scene, instanceId: string): WorldObject[] {
  return having(scene, kinds.attachment, "instanceId", instanceId);
}

/** Attaches a volume that an instance was born with. */
export function attachAtBirth(scene: Scene, properties: JsonObject): void {
  const attachment = awsObject(scene, kinds.attachment, attachmentId(properties), properties);
  scene.world.put(attachment, "created");
}

/** The provider's own id: the same for the same volume at the same device of an instance. */
function attachmentId(properties: JsonObject): string {
  const parts = ["deviceName", "instanceId", "volumeId"].map((key) => textAt(properties, key));
  const digest = createHash("sha256").update(parts.join("-")).digest();
  return `vai-${digest.readUInt32BE()}`;
}

/** The attachment behind an import id, `device:volume:instance`. */
function find(scene: Scene, id: string): WorldObject | undefined {
  const [deviceName = "", volumeId = "", instanceId = ""] = id.split(":");
  return one(scene, kinds.attachment, attachmentId({ deviceName, instanceId, volumeId }));
}

function create(scene: Scene, inputs: JsonObject) {
  const refuse = (code: string, text: string) => apiError("EC2", "AttachVolume", code, text);
  const instanceId = textAt(inputs, "instanceId") ?? "";
  const volumeId = textAt(inputs, "volumeId") ?? "";
  const device = textAt(inputs, "deviceName") ?? "";
  const instance = one(scene, kinds.instance, instanceId);
  const volume = one(scene, kinds.volume, volumeId);
  if (instance === undefined) {
    throw refuse("InvalidInstanceID.NotFound", `The instance ID '${instanceId}' does not exist`);
  }
  if (volume === undefined) {
    throw refuse("InvalidVolume.NotFound", `The volume '${volumeId}' does not exist.`);
  }
  const zone = instance.properties["availabilityZone"];
  if (volume.properties["availabilityZone"] !== zone) {
    const text = `The volume '${volumeId}' is not in the same availability zone as instance '${instanceId}'`;
    throw refuse("InvalidVolume.ZoneMismatch", text);
  }
  const id = attachmentId(inputs);
  if (one(scene, kinds.attachment, id)) {
    // The provider looks before it attaches and takes over what is as it wants it.
    return { id, outputs: { region: scene.place.region } };
  }
  if (having(scene, kinds.attachment, "volumeId", volumeId).length > 0) {
    throw refuse("VolumeInUse", `${volumeId} is already attached to an instance`);
  }
  const attachments = attachmentsOf(scene, instanceId);
  if (attachments.some(({ properties }) => properties["deviceName"] === device)) {
    const text = `Invalid value '${device}' for unixDevice. Attachment point ${device} is already in use`;
    throw refuse("InvalidParameterValue", text);
  }
  return { id, outputs: { region: scene.place.region } };
}

/** A volume at a device of an instance, both in one zone. */
export const volumeAttachment: ResourceBehaviour = { create, find };
