import type { Changed, Made, ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import {
  flagAt,
  type JsonObject,
  numberAt,
  objectAt,
  objectsAt,
  textAt,
  textsAt,
} from "../core/json.js";
import { freeAddress, hostName } from "./addresses.js";
import { apiError } from "./apiError.js";
import { attachAtBirth, attachmentsOf } from "./attachment.js";
import { awsObject, common, kinds, one } from "./common.js";
import { arn, freshId } from "./ids.js";
import { bootDisk, type Disk, diskOf, diskOutputs, imageDisks, putDisk } from "./instanceDisks.js";
import { imageFor, profileFor, securityGroupsFor, subnetFor } from "./instanceReferences.js";
import { refuseGroup } from "./placementGroup.js";
import { refuseShrink, volumePerformance } from "./volume.js";

const metadataDefaults = {
  httpEndpoint: "enabled",
  httpProtocolIpv6: "disabled",
  httpPutResponseHopLimit: 1,
  httpTokens: "optional",
  instanceMetadataTags: "disabled",
};

function create(scene: Scene, inputs: JsonObject): Made {
  const image = imageFor(scene, textAt(inputs, "ami"));
  const subnet = subnetFor(scene, textAt(inputs, "subnetId"));
  const groups = securityGroupsFor(scene, subnet, textsAt(inputs, "vpcSecurityGroupIds"));
  profileFor(scene, textAt(inputs, "iamInstanceProfile"));
  refuseKeyPair(textAt(inputs, "keyName"));
  const zone = textAt(subnet.properties, "availabilityZone") ?? "";
  refuseGroup(scene, inputs, zone);
  const root = bootDisk(scene, image, objectAt(inputs, "rootBlockDevice"));
  const others = [
    ...objectsAt(inputs, "ebsBlockDevices"),
    ...imageDisks(image, objectsAt(inputs, "ephemeralBlockDevices")),
  ].map((block) => diskOf(scene, block));
  const id = freshId(scene, "i");
  const tags = objectAt(inputs, "volumeTags");
  const born = (disk: Disk) => attachDisk(scene, id, zone, disk, tags);
  const rootBlockDevice = born(root);
  const ebsBlockDevices = others.map(born);
  const address = freeAddress(scene, subnet, textAt(inputs, "privateIp"));
  return {
    id,
    outputs: {
      ...common(scene, inputs),
      ...addresses(scene, address),
      arn: arn(scene.place, "ec2", `instance/${id}`),
      associatePublicIpAddress: flagAt(inputs, "associatePublicIpAddress"),
      availabilityZone: zone,
      disableApiStop: flagAt(inputs, "disableApiStop"),
      disableApiTermination: flagAt(inputs, "disableApiTermination"),
      ebsBlockDevices,
      instanceInitiatedShutdownBehavior:
        textAt(inputs, "instanceInitiatedShutdownBehavior") ?? "stop",
      instanceState: "running",
      metadataOptions: { ...metadataDefaults, ...objectAt(inputs, "metadataOptions") },
      monitoring: flagAt(inputs, "monitoring"),
      primaryNetworkInterfaceId: freshId(scene, "eni"),
      rootBlockDevice,
      subnetId: subnet.id,
      tenancy: textAt(inputs, "tenancy") ?? "default",
      vpcSecurityGroupIds: groups,
    },
  };
}

function addresses({ place }: Scene, address: string): JsonObject {
  return {
    privateIp: address,
    privateDns: hostName(place.region, address),
    publicDns: "",
    publicIp: "",
  };
}

function attachDisk(scene: Scene, instanceId: string, zone: string, disk: Disk, tags: JsonObject) {
  const volumeId = putDisk(scene, zone, disk, tags);
  attachAtBirth(scene, {
    deviceName: disk.device,
    instanceId,
    volumeId,
    region: scene.place.region,
  });
  return diskOutputs(scene, disk, volumeId);
}

function refuseKeyPair(name: string | undefined): void {
  if (name !== undefined) {
    const text = `The key pair '${name}' does not exist`;
    throw apiError("EC2", "RunInstances", "InvalidKeyPair.NotFound", text);
  }
}

function update(scene: Scene, old: WorldObject, inputs: JsonObject): Changed {
  const before = old.properties;
  const subnet = subnetFor(scene, textAt(before, "subnetId"));
  const groups = textsAt(inputs, "vpcSecurityGroupIds");
  profileFor(scene, textAt(inputs, "iamInstanceProfile"));
  const changedGroups = groups.length > 0 && securityGroupsFor(scene, subnet, groups);
  const restarts = ["instanceType", "userData", "userDataBase64"].filter(
    (key) => inputs[key] !== undefined && inputs[key] !== before[key],
  );
  if (restarts.length > 0 && flagAt(before, "disableApiStop") && flagAt(inputs, "disableApiStop")) {
    const text = `The instance '${old.id}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.`;
    throw apiError("EC2", "StopInstances", "OperationNotPermitted", text);
  }
  return {
    outputs: {
      ...common(scene, inputs),
      metadataOptions: {
        ...objectAt(before, "metadataOptions"),
        ...objectAt(inputs, "metadataOptions"),
      },
      rootBlockDevice: updateRoot(scene, before, objectAt(inputs, "rootBlockDevice")),
      // Whatever needs a stopped instance ends with a running one.
      ...(restarts.length > 0 && { instanceState: "running" }),
      ...(changedGroups && { vpcSecurityGroupIds: changedGroups }),
    },
    ...(restarts.length > 0 && { reboot: restarts.join(", ") }),
  };
}

function updateRoot(scene: Scene, before: JsonObject, wanted: JsonObject): JsonObject {
  const root = objectAt(before, "rootBlockDevice");
  const volume = one(scene, kinds.volume, textAt(root, "volumeId"));
  const next = { ...root, ...wanted };
  if (volume === undefined || Object.keys(wanted).length === 0) {
    return next;
  }
  const size = numberAt(next, "volumeSize") ?? 0;
  const type = textAt(next, "volumeType") ?? "gp3";
  refuseShrink(numberAt(root, "volumeSize") ?? 0, size);
  const same = type === textAt(root, "volumeType");
  const performance = volumePerformance("ModifyVolume", {
    size,
    type,
    iops:
      numberAt(wanted, "iops") ??
      (same && type !== "gp2" ? numberAt(root, "iops") : undefined) ??
      undefined,
    throughput: numberAt(wanted, "throughput"),
  });
  const tags = objectAt(wanted, "tags");
  const properties = { ...volume.properties, ...performance, size, type, tags };
  scene.world.put(awsObject(scene, kinds.volume, volume.id, properties), "updated");
  return { ...next, ...performance };
}

function remove(scene: Scene, old: WorldObject): undefined {
  if (flagAt(old.properties, "disableApiTermination") && !flagAt(old.properties, "forceDestroy")) {
    const text = `The instance '${old.id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`;
    throw apiError("EC2", "TerminateInstances", "OperationNotPermitted", text);
  }
  const blocks = [
    objectAt(old.properties, "rootBlockDevice"),
    ...objectsAt(old.properties, "ebsBlockDevices"),
  ];
  const dying = blocks
    .filter((block) => block["deleteOnTermination"] !== false)
    .map((block) => textAt(block, "volumeId"));
  for (const attachment of attachmentsOf(scene, old.id)) {
    scene.world.drop(attachment);
  }
  for (const id of dying) {
    const volume = one(scene, kinds.volume, id);
    if (volume) {
      scene.world.drop(volume);
    }
  }
  return undefined;
}

/** An EC2 instance. Nothing tells two requests apart: asked twice, it is there twice. */
export const instance: ResourceBehaviour = {
  create,
  update,
  remove,
  alsoReplaces: (_olds, news) =>
    flagAt(news, "userDataReplaceOnChange") ? ["userData", "userDataBase64"] : [],
};
