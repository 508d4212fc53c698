import type { FunctionBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import {
  flagAt,
  type JsonObject,
  numberAt,
  objectAt,
  shown,
  textAt,
  textsAt,
} from "../core/json.js";
import { Refusal } from "../core/refusal.js";
import { attachmentsOf } from "./attachment.js";
import { here, kinds } from "./common.js";
import { filtered, property, tagsOf } from "./filters.js";
import { images } from "./instanceReferences.js";

const subnetFilters = {
  "availability-zone": property("availabilityZone"),
  "cidr-block": property("cidrBlock"),
  "subnet-id": ({ id }: WorldObject) => id,
  "vpc-id": property("vpcId"),
};

const instanceFilters = {
  "availability-zone": property("availabilityZone"),
  "image-id": property("ami"),
  "instance-id": ({ id }: WorldObject) => id,
  "instance-state-name": property("instanceState"),
  "instance-type": property("instanceType"),
  "private-ip-address": property("privateIp"),
  "subnet-id": property("subnetId"),
  "instance.group-id": property("vpcSecurityGroupIds"),
};

const volumeFilters = {
  "availability-zone": property("availabilityZone"),
  encrypted: property("encrypted"),
  size: property("size"),
  "volume-id": ({ id }: WorldObject) => id,
  "volume-type": property("type"),
};

const imageFilters = {
  "image-id": ({ id }: WorldObject) => id,
  name: property("name"),
  architecture: property("architecture"),
  "owner-id": property("ownerId"),
  state: property("state"),
  "root-device-type": property("rootDeviceType"),
  "virtualization-type": property("virtualizationType"),
};

function only(found: readonly WorldObject[], what: string): WorldObject {
  const [one, ...others] = found;
  if (one === undefined) {
    throw new Refusal(`no matching ${what} found`);
  }
  if (others.length > 0) {
    throw new Refusal(
      `multiple ${what}s matched; use additional constraints to reduce matches to a single ${what}`,
    );
  }
  return one;
}

const getSubnet: FunctionBehaviour = (scene, args) => {
  const matching = filtered(here(scene, kinds.subnet), args, subnetFilters, "DescribeSubnets");
  const keys = ["vpcId", "cidrBlock", "availabilityZone"] as const;
  const subnet = only(
    matching
      .filter(({ id }) => id === (args["id"] ?? id))
      .filter(({ properties }) => keys.every((k) => properties[k] === (args[k] ?? properties[k]))),
    "EC2 Subnet",
  );
  return {
    ...subnet.properties,
    id: subnet.id,
    region: scene.place.region,
    tags: tagsOf(subnet.properties),
  };
};

const getAmi: FunctionBehaviour = (scene, args) => {
  const found = imagesFound(scene, args);
  const image = only(flagAt(args, "mostRecent") ? found.slice(0, 1) : found, "EC2 AMI");
  return { ...image.properties, id: image.id, imageId: image.id, region: scene.place.region };
};

const getAmiIds: FunctionBehaviour = (scene, args) => ({
  id: scene.place.region,
  ids: imagesFound(scene, args).map(({ id }) => id),
  owners: textsAt(args, "owners"),
  region: scene.place.region,
});

/** The newest first. */
function imagesFound(scene: Scene, args: JsonObject): WorldObject[] {
  const owners = textsAt(args, "owners").map((owner) =>
    owner === "self" ? scene.place.owner : owner,
  );
  const name = new RegExp(textAt(args, "nameRegex") ?? "");
  return filtered(images(scene), args, imageFilters, "DescribeImages")
    .filter(
      ({ properties }) => owners.length === 0 || owners.includes(shown(properties["ownerId"])),
    )
    .filter(({ properties }) => name.test(textAt(properties, "name") ?? ""))
    .sort((a, b) => (created(a) < created(b) ? 1 : -1));
}

function created({ properties }: WorldObject): string {
  return textAt(properties, "creationDate") ?? "";
}

const getInstances: FunctionBehaviour = (scene, args) => {
  const states = textsAt(args, "instanceStateNames");
  const wanted = { ...args, tags: args["instanceTags"] ?? {} };
  const found = filtered(
    here(scene, kinds.instance),
    wanted,
    instanceFilters,
    "DescribeInstances",
  ).filter(({ properties }) =>
    (states.length > 0 ? states : ["running"]).includes(shown(properties["instanceState"])),
  );
  return {
    id: scene.place.region,
    ids: found.map(({ id }) => id),
    instanceTags: args["instanceTags"] ?? {},
    ipv6Addresses: [],
    privateIps: found.map(({ properties }) => properties["privateIp"] ?? ""),
    publicIps: [],
    region: scene.place.region,
  };
};

const getInstance: FunctionBehaviour = (scene, args) => {
  const wanted = { ...args, tags: args["instanceTags"] ?? {} };
  const found = filtered(here(scene, kinds.instance), wanted, instanceFilters, "DescribeInstances");
  const instance = only(
    found.filter(({ id }) => id === (args["instanceId"] ?? id)),
    "EC2 Instance",
  );
  const { rootBlockDevice, ...properties } = instance.properties;
  return {
    ...properties,
    ebsBlockDevices: furtherDisks(scene, instance),
    id: instance.id,
    rootBlockDevices: rootBlockDevice === undefined ? [] : [rootBlockDevice],
    tags: tagsOf(properties),
  };
};

/** Every volume that is attached, whether the instance was born with it or not. */
function furtherDisks(scene: Scene, { id, properties }: WorldObject): JsonObject[] {
  const root = textAt(objectAt(properties, "rootBlockDevice"), "volumeId");
  return attachmentsOf(scene, id).flatMap(({ properties: { deviceName = "", volumeId = "" } }) => {
    const volume = here(scene, kinds.volume).find((one) => one.id === volumeId);
    return volume === undefined || volumeId === root
      ? []
      : [
          {
            ...volumeTold(volume.properties),
            deviceName,
            volumeId,
            volumeSize: volume.properties["size"] ?? 0,
          },
        ];
  });
}

const getEbsVolumes: FunctionBehaviour = (scene, args) => ({
  id: scene.place.region,
  ids: filtered(here(scene, kinds.volume), args, volumeFilters, "DescribeVolumes").map(
    ({ id }) => id,
  ),
  region: scene.place.region,
});

const getVolume: FunctionBehaviour = (scene, args) => {
  const found = filtered(here(scene, kinds.volume), args, volumeFilters, "DescribeVolumes").sort(
    (a, b) => (shown(a.properties["createTime"]) < shown(b.properties["createTime"]) ? 1 : -1),
  );
  const volume = only(flagAt(args, "mostRecent") ? found.slice(0, 1) : found, "EBS Volume");
  return { ...volumeTold(volume.properties), id: volume.id, volumeId: volume.id };
};

function volumeTold(properties: JsonObject): JsonObject {
  const { type: volumeType = "", ...others } = properties;
  return {
    ...others,
    iops: numberAt(properties, "iops") ?? 0,
    multiAttachEnabled: flagAt(properties, "multiAttachEnabled"),
    outpostArn: "",
    tags: tagsOf(properties),
    volumeType,
  };
}

/** What programs ask EC2 and EBS for. */
export const computeFunctions: Readonly<Record<string, FunctionBehaviour>> = {
  "aws:ebs/getEbsVolumes:getEbsVolumes": getEbsVolumes,
  "aws:ebs/getVolume:getVolume": getVolume,
  "aws:ec2/getAmi:getAmi": getAmi,
  "aws:ec2/getAmiIds:getAmiIds": getAmiIds,
  "aws:ec2/getInstance:getInstance": getInstance,
  "aws:ec2/getInstances:getInstances": getInstances,
  "aws:ec2/getSubnet:getSubnet": getSubnet,
};
