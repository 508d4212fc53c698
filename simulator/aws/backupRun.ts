import type { Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, numberAt, objectAt, objectsAt, shown, textAt } from "../core/json.js";
import { uuidOf } from "../core/numbers.js";
import type { World } from "../core/world.js";
import { attachmentsOf } from "./attachment.js";
import { awsObject, here, kinds, one } from "./common.js";
import { tagsOf } from "./filters.js";
import { arn, freshId } from "./ids.js";

/**
 * Runs every backup plan once, and its copies: each instance that a selection takes becomes an
 * image with a snapshot of each of its disks, as it is at this moment.
 */
export function backUpInstances(world: World): void {
  const transaction = world.begin();
  for (const { place, properties } of transaction.all("aws", kinds.backupSelection)) {
    const scene = { world: transaction, place: placeOf(place) };
    const plan = one(scene, kinds.backupPlan, textAt(properties, "planId"));
    const [rule = {}] = objectsAt(plan?.properties ?? {}, "rules");
    for (const instance of here(scene, kinds.instance).filter((o) => isSelected(o, properties))) {
      const image = backUp(scene, instance);
      for (const copy of objectsAt(rule, "copyActions")) {
        copyTo(scene, image, textAt(copy, "destinationVaultArn") ?? "");
      }
    }
  }
  transaction.commit();
}

function placeOf(place: string) {
  const [owner = "", region = ""] = place.split("/");
  return { platform: "aws", owner, region, defaultTags: {} };
}

function isSelected({ properties }: WorldObject, selection: JsonObject): boolean {
  const tags = tagsOf(properties);
  return objectsAt(selection, "conditions")
    .flatMap((condition) => objectsAt(condition, "stringEquals"))
    .every((one) => {
      const key = (textAt(one, "key") ?? "").replace("aws:ResourceTag/", "");
      return tags[key] === one["value"];
    });
}

function backUp(scene: Scene, instance: WorldObject): WorldObject {
  const root = objectAt(instance.properties, "rootBlockDevice");
  const rootVolume = textAt(root, "volumeId");
  const rootDeviceName = textAt(root, "deviceName") ?? "/dev/xvda";
  const devices = new Map(
    attachmentsOf(scene, instance.id).map(({ properties }) => [
      textAt(properties, "volumeId"),
      textAt(properties, "deviceName") ?? "",
    ]),
  );
  const blockDeviceMappings = [...devices].flatMap(([volumeId, device]) => {
    const volume = one(scene, kinds.volume, volumeId);
    return volume === undefined ? [] : [mapping(device, snapshotOf(scene, volume))];
  });
  const size = numberAt(one(scene, kinds.volume, rootVolume)?.properties ?? {}, "size") ?? 8;
  return putImage(scene, {
    ...{ blockDeviceMappings, rootDeviceName, rootSize: size },
    name: `AwsBackup_${instance.id}_${uuidOf(scene.world.next())}`,
    tags: { ...tagsOf(instance.properties), "aws:backup:source-resource": instance.id },
  });
}

function snapshotOf(scene: Scene, { id: volumeId, properties }: WorldObject): WorldObject {
  const { content, size, kmsKeyId = "" } = properties;
  return putSnapshot(scene, {
    ...{ volumeId, volumeSize: size ?? 0, encrypted: true, kmsKeyId },
    ...(content !== undefined && { content }),
    tags: tagsOf(properties),
  });
}

function putSnapshot(scene: Scene, properties: JsonObject): WorldObject {
  const object = awsObject(scene, kinds.snapshot, freshId(scene, "snap"), properties);
  scene.world.put(object, "created");
  return object;
}

function putImage(scene: Scene, properties: JsonObject): WorldObject {
  const id = freshId(scene, "ami");
  const object = awsObject(scene, kinds.ami, id, {
    ...{ architecture: "x86_64", imageOwnerAlias: "", imageType: "machine", public: false },
    arn: arn({ ...scene.place, owner: "" }, "ec2", `image/${id}`),
    creationDate: scene.world.now(),
    ...{ ownerId: scene.place.owner, rootDeviceType: "ebs", virtualizationType: "hvm" },
    state: "available",
    ...properties,
  });
  scene.world.put(object, "created");
  return object;
}

function mapping(deviceName: string, { id, properties }: WorldObject): JsonObject {
  const ebs = {
    ...{ delete_on_termination: "true", encrypted: "true", snapshot_id: id },
    ...{ volume_size: shown(properties["volumeSize"]), volume_type: "gp3" },
  };
  return { deviceName, ebs, noDevice: "", virtualName: "" };
}

/** A copy is an image of the account and the region of its vault, with snapshots of its own. */
function copyTo(scene: Scene, image: WorldObject, vaultArn: string): void {
  const [, , , region = "", owner = ""] = vaultArn.split(":");
  const place = { ...scene.place, owner, region };
  const there = { ...scene, place };
  const blockDeviceMappings = objectsAt(image.properties, "blockDeviceMappings").flatMap((one_) => {
    const id = textAt(objectAt(one_, "ebs"), "snapshot_id");
    const snapshot = one(scene, kinds.snapshot, id);
    return snapshot === undefined
      ? []
      : [mapping(textAt(one_, "deviceName") ?? "", putSnapshot(there, snapshot.properties))];
  });
  const { rootDeviceName = "", rootSize = 8, name = "", tags = {} } = image.properties;
  putImage(there, { blockDeviceMappings, rootDeviceName, rootSize, name, tags });
}

/** Everything in a region or of a vCenter is gone, as after its loss. */
export function loseRegion(world: World, region: string): void {
  const transaction = world.begin();
  const { objects } = world.snapshot();
  for (const object of objects.filter(({ place }) => `/${place}`.endsWith(`/${region}`))) {
    transaction.drop(object, "drifted");
  }
  transaction.commit();
}
