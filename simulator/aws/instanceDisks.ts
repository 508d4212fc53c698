import type { Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { flagAt, type JsonObject, numberAt, objectAt, objectsAt, textAt } from "../core/json.js";
import { apiError } from "./apiError.js";
import { awsObject, common, kinds } from "./common.js";
import { arn, freshId } from "./ids.js";
import { usableKey } from "./kms.js";
import { contentOf } from "./snapshot.js";
import { defaultKey, volumePerformance } from "./volume.js";

/** A disk that an instance is born with. */
export interface Disk {
  readonly device: string;
  readonly size: number;
  readonly type: string;
  readonly performance: JsonObject;
  readonly encrypted: boolean;
  readonly kmsKeyId: string;
  readonly deleteOnTermination: boolean;
  readonly tags: JsonObject;
  /** What is on it, as far as the world tells: that of the snapshot from which it starts. */
  readonly content: JsonObject;
}

/** The disk of the image, as the instance wants it. */
export function bootDisk(scene: Scene, image: WorldObject, block: JsonObject): Disk {
  const least = numberAt(image.properties, "rootSize") ?? 8;
  const size = numberAt(block, "volumeSize") ?? least;
  if (size < least) {
    const text = `Volume of size ${size}GB is smaller than snapshot of the image ${image.id}, expect size >= ${least}GB`;
    throw apiError("EC2", "RunInstances", "InvalidBlockDeviceMapping", text);
  }
  const deviceName = textAt(image.properties, "rootDeviceName") ?? "/dev/xvda";
  const snapshotId = mappedSnapshot(image, deviceName);
  return diskOf(scene, {
    ...block,
    ...{ deviceName, volumeSize: size },
    ...(snapshotId && { snapshotId }),
  });
}

/** The further disks of an image that is a backup, but those that the instance refuses. */
export function imageDisks(image: WorldObject, refused: readonly JsonObject[]): JsonObject[] {
  const without = new Set(
    refused.filter((one) => flagAt(one, "noDevice")).map((one) => textAt(one, "deviceName")),
  );
  return objectsAt(image.properties, "blockDeviceMappings").flatMap((mapping) => {
    const deviceName = textAt(mapping, "deviceName") ?? "";
    const ebs = objectAt(mapping, "ebs");
    return without.has(deviceName) || deviceName === textAt(image.properties, "rootDeviceName")
      ? []
      : [
          {
            ...{ deviceName, snapshotId: textAt(ebs, "snapshot_id") ?? "" },
            ...{ volumeSize: Number(textAt(ebs, "volume_size")), encrypted: true },
          },
        ];
  });
}

function mappedSnapshot({ properties }: WorldObject, device: string): string | undefined {
  const mapping = objectsAt(properties, "blockDeviceMappings").find(
    (one) => textAt(one, "deviceName") === device,
  );
  return mapping && textAt(objectAt(mapping, "ebs"), "snapshot_id");
}

/** A further disk, as its block says. */
export function diskOf(scene: Scene, block: JsonObject): Disk {
  const size = numberAt(block, "volumeSize") ?? 8;
  const type = textAt(block, "volumeType") ?? "gp3";
  const [iops, throughput] = [numberAt(block, "iops"), numberAt(block, "throughput")];
  const encrypted = flagAt(block, "encrypted");
  const keyId = textAt(block, "kmsKeyId");
  if (keyId !== undefined && !encrypted) {
    const text = "The parameter KmsKeyId requires the parameter Encrypted to be set.";
    throw apiError("EC2", "RunInstances", "InvalidParameterDependency", text);
  }
  return {
    device: textAt(block, "deviceName") ?? "",
    size,
    type,
    performance: volumePerformance("RunInstances", { size, type, iops, throughput }),
    encrypted,
    kmsKeyId: keyId === undefined ? defaultKey(scene, encrypted) : usableKey(scene, keyId),
    deleteOnTermination: block["deleteOnTermination"] !== false,
    tags: objectAt(block, "tags"),
    content: contentOf(scene, "RunInstances", textAt(block, "snapshotId"), size),
  };
}

/** Makes the volume behind the disk; returns its id. */
export function putDisk(scene: Scene, zone: string, disk: Disk, volumeTags: JsonObject): string {
  const id = freshId(scene, "vol");
  const tags = { ...volumeTags, ...disk.tags };
  const properties = {
    ...common(scene, { tags }),
    ...disk.performance,
    arn: arn(scene.place, "ec2", `volume/${id}`),
    availabilityZone: zone,
    createTime: scene.world.now(),
    encrypted: disk.encrypted,
    kmsKeyId: disk.kmsKeyId,
    size: disk.size,
    snapshotId: "",
    ...disk.content,
    tags,
    type: disk.type,
  };
  scene.world.put(awsObject(scene, kinds.volume, id, properties), "created");
  return id;
}

/** What the instance tells of the disk. */
export function diskOutputs(scene: Scene, disk: Disk, volumeId: string): JsonObject {
  return {
    ...disk.performance,
    deleteOnTermination: disk.deleteOnTermination,
    deviceName: disk.device,
    encrypted: disk.encrypted,
    kmsKeyId: disk.kmsKeyId,
    tags: disk.tags,
    tagsAll: { ...scene.place.defaultTags, ...disk.tags },
    volumeId,
    volumeSize: disk.size,
    volumeType: disk.type,
  };
}
