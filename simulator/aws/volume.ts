import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import { flagAt, type JsonObject, numberAt, shown, textAt } from "../core/json.js";
import type { Problem } from "../core/validate.js";
import { unknownValue } from "../core/wire.js";
import { apiError } from "./apiError.js";
import { common, having, kinds } from "./common.js";
import { arn, freshId } from "./ids.js";
import { usableKey } from "./kms.js";
import { contentOf } from "./snapshot.js";

/** Sizes in GiB, and what the type takes beside them. */
const volumeTypes: Readonly<Record<string, VolumeType>> = {
  gp2: { sizes: [1, 16384] },
  gp3: { sizes: [1, 65536], iops: [3000, 80000], throughput: [125, 2000] },
  io1: { sizes: [4, 16384], iops: [100, 64000], iopsRequired: true },
  io2: { sizes: [4, 65536], iops: [100, 256000], iopsRequired: true },
  sc1: { sizes: [125, 16384] },
  st1: { sizes: [125, 16384] },
  standard: { sizes: [1, 1024] },
};

interface VolumeType {
  readonly sizes: readonly [number, number];
  readonly iops?: readonly [number, number];
  readonly iopsRequired?: boolean;
  readonly throughput?: readonly [number, number];
}

/** A volume as EC2 thinks of it, on its own or inside an instance. */
export interface VolumeRequest {
  readonly size: number;
  readonly type: string;
  readonly iops: number | undefined;
  readonly throughput: number | undefined;
}

/** What EC2 refuses of a volume; returns its computed performance. */
export function volumePerformance(operation: string, request: VolumeRequest): JsonObject {
  const { size, type, iops, throughput } = request;
  const limits = volumeTypes[type];
  const refuse = (code: string, text: string) => apiError("EC2", operation, code, text);
  if (limits === undefined) {
    throw refuse("UnknownVolumeType", `Unsupported volume type '${type}' for volume creation.`);
  }
  if (!within(size, limits.sizes)) {
    const [least, most] = limits.sizes;
    const text = `Volume size ${size} GiB is not in the range ${least}-${most} of volume type ${type}.`;
    throw refuse("InvalidParameterValue", text);
  }
  if (iops === undefined && limits.iopsRequired) {
    throw refuse("MissingParameter", `The parameter iops must be specified for ${type} volumes.`);
  }
  if (iops !== undefined && !(limits.iops && within(iops, limits.iops))) {
    throw refuse("InvalidParameterCombination", `Iops of ${iops} is not supported for ${type}.`);
  }
  if (throughput !== undefined && !(limits.throughput && within(throughput, limits.throughput))) {
    const text = `Throughput of ${throughput} MiB/s is not supported for ${type} volumes.`;
    throw refuse("InvalidParameterCombination", text);
  }
  return {
    iops: iops ?? (type === "gp3" ? 3000 : type === "gp2" ? Math.max(100, size * 3) : 0),
    throughput: throughput ?? (type === "gp3" ? 125 : 0),
  };
}

function within(value: number, [least, most]: readonly [number, number]): boolean {
  return value >= least && value <= most;
}

function check(inputs: JsonObject): Problem[] {
  if (inputs["size"] === undefined && inputs["snapshotId"] === undefined) {
    const reason = "one of `size,snapshotId` must be specified";
    return [{ property: "size", reason }];
  }
  if (inputs["kmsKeyId"] !== undefined && inputs["encrypted"] === false) {
    return [{ property: "encrypted", reason: "must be set to true when kmsKeyId is set" }];
  }
  return [];
}

function create(scene: Scene, inputs: JsonObject) {
  const zone = textAt(inputs, "availabilityZone") ?? "";
  if (
    !/^[a-c]$/.test(zone.slice(scene.place.region.length)) ||
    !zone.startsWith(scene.place.region)
  ) {
    const text = `The zone '${zone}' does not exist.`;
    throw apiError("EC2", "CreateVolume", "InvalidZone.NotFound", text);
  }
  const size = numberAt(inputs, "size") ?? 0;
  const type = textAt(inputs, "type") ?? "gp2";
  const performance = volumePerformance("CreateVolume", requestOf(inputs, type));
  const keyId = textAt(inputs, "kmsKeyId");
  const encrypted = flagAt(inputs, "encrypted");
  const id = freshId(scene, "vol");
  return {
    id,
    outputs: {
      ...common(scene, inputs),
      ...performance,
      ...contentOf(scene, "CreateVolume", textAt(inputs, "snapshotId"), size),
      arn: arn(scene.place, "ec2", `volume/${id}`),
      createTime: scene.world.now(),
      encrypted,
      kmsKeyId: keyId === undefined ? defaultKey(scene, encrypted) : usableKey(scene, keyId),
      size,
      snapshotId: textAt(inputs, "snapshotId") ?? "",
      type,
    },
  };
}

/** The account's own key of the service, used when an encrypted volume names none. */
export function defaultKey({ place }: Scene, encrypted: boolean): string {
  return encrypted ? arn(place, "kms", "key/aws-ebs") : "";
}

function requestOf(inputs: JsonObject, type: string): VolumeRequest {
  const size = numberAt(inputs, "size") ?? 0;
  const [iops, throughput] = [numberAt(inputs, "iops"), numberAt(inputs, "throughput")];
  return { size, type, iops, throughput };
}

/** EC2 never makes a volume smaller. */
export function refuseShrink(before: number, after: number): void {
  if (after < before) {
    const text = `New size cannot be smaller than existing size. (${before} GiB to ${after} GiB)`;
    throw apiError("EC2", "ModifyVolume", "InvalidParameterValue", text);
  }
}

/** EBS: encrypted or not, changed in place in size, type and performance, never smaller. */
export const volume: ResourceBehaviour = {
  check: (inputs) => check(inputs).filter(({ property }) => inputs[property] !== unknownValue),
  create,
  update: (scene, old, inputs) => {
    const type = textAt(inputs, "type") ?? textAt(old.properties, "type") ?? "gp2";
    refuseShrink(numberAt(old.properties, "size") ?? 0, numberAt(inputs, "size") ?? 0);
    const performance = volumePerformance("ModifyVolume", requestOf(inputs, type));
    return { outputs: { ...common(scene, inputs), ...performance, type } };
  },
  remove: (scene, old) => {
    const [attached] = having(scene, kinds.attachment, "volumeId", old.id);
    if (attached) {
      const text = `Volume ${old.id} is currently attached to ${shown(attached.properties["instanceId"])}`;
      throw apiError("EC2", "DeleteVolume", "VolumeInUse", text);
    }
    return undefined;
  },
};
