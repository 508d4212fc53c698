import type { FunctionBehaviour, ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, numberAt, textAt, textsAt } from "../core/json.js";
import { Refusal } from "../core/refusal.js";
import { freeAddress, hostName } from "./addresses.js";
import { apiError } from "./apiError.js";
import { common, here, kinds, one } from "./common.js";
import { filtered, property, tagsOf } from "./filters.js";
import { arn, freshId } from "./ids.js";
import { securityGroupsFor, subnetFor } from "./instanceReferences.js";

const filtersIn = (scene: Scene) => ({
  "attachment.instance-id": ({ id }: WorldObject) =>
    textAt(attachmentOf(scene, id)?.properties ?? {}, "instanceId"),
  "network-interface-id": ({ id }: WorldObject) => id,
  "subnet-id": property("subnetId"),
});

/** Interfaces that an instance was not born with, as they hang on it. */
export function attachmentsOfInstance(scene: Scene, instanceId: string): WorldObject[] {
  return here(scene, kinds.interfaceAttachment).filter(
    ({ properties }) => properties["instanceId"] === instanceId,
  );
}

function attachmentOf(scene: Scene, id: string): WorldObject | undefined {
  return here(scene, kinds.interfaceAttachment).find(
    ({ properties }) => properties["networkInterfaceId"] === id,
  );
}

function create(scene: Scene, inputs: JsonObject) {
  const subnet = subnetFor(scene, textAt(inputs, "subnetId"));
  const groups = securityGroupsFor(scene, subnet, textsAt(inputs, "securityGroups"));
  const [wanted] = textsAt(inputs, "privateIps");
  const address = freeAddress(scene, subnet, wanted);
  const id = freshId(scene, "eni");
  return {
    id,
    outputs: {
      ...common(scene, inputs),
      arn: arn(scene.place, "ec2", `network-interface/${id}`),
      interfaceType: "interface",
      macAddress: `02:${id.slice(-10).replace(/(..)(?!$)/g, "$1:")}`,
      outpostArn: "",
      ownerId: scene.place.owner,
      privateDnsName: hostName(scene.place.region, address),
      privateIp: address,
      privateIps: [address],
      securityGroups: groups,
    },
  };
}

function update(scene: Scene, old: WorldObject, inputs: JsonObject) {
  const subnet = subnetFor(scene, textAt(old.properties, "subnetId"));
  const groups = textsAt(inputs, "securityGroups");
  const [wanted] = textsAt(inputs, "privateIps");
  const before = textAt(old.properties, "privateIp") ?? "";
  if (wanted !== undefined && wanted !== before) {
    const text = `Cannot remove primary private address ${before} of ${old.id}`;
    throw apiError("EC2", "UnassignPrivateIpAddresses", "InvalidParameterValue", text);
  }
  return {
    outputs: {
      ...common(scene, inputs),
      ...(groups.length > 0 && { securityGroups: securityGroupsFor(scene, subnet, groups) }),
    },
  };
}

function remove(scene: Scene, { id }: WorldObject): undefined {
  if (attachmentOf(scene, id) !== undefined) {
    const text = `Network interface '${id}' is currently in use.`;
    throw apiError("EC2", "DeleteNetworkInterface", "InvalidParameterValue", text);
  }
  return undefined;
}

/** A network interface besides those that instances are born with. */
export const networkInterface: ResourceBehaviour = { create, update, remove };

function attach(scene: Scene, inputs: JsonObject) {
  const refuse = (code: string, text: string) =>
    apiError("EC2", "AttachNetworkInterface", code, text);
  const instance = one(scene, kinds.instance, textAt(inputs, "instanceId"));
  const card = one(scene, kinds.networkInterface, textAt(inputs, "networkInterfaceId"));
  if (instance === undefined || card === undefined) {
    const missing = textAt(inputs, instance === undefined ? "instanceId" : "networkInterfaceId");
    throw refuse("InvalidNetworkInterfaceID.NotFound", `'${missing}' does not exist`);
  }
  const zone = one(scene, kinds.subnet, textAt(card.properties, "subnetId"));
  if (zone?.properties["availabilityZone"] !== instance.properties["availabilityZone"]) {
    const text =
      "You may not attach a network interface to an instance if they are not in the same availability zone";
    throw refuse("InvalidParameterCombination", text);
  }
  if (attachmentOf(scene, card.id) !== undefined) {
    throw refuse("InvalidParameterValue", `Interface: [${card.id}] in use.`);
  }
  const index = numberAt(inputs, "deviceIndex") ?? 0;
  const taken = attachmentsOfInstance(scene, instance.id).map(({ properties }) =>
    numberAt(properties, "deviceIndex"),
  );
  if (index === 0 || taken.includes(index)) {
    const text = `Instance '${instance.id}' already has an interface attached at device index '${index}'.`;
    throw refuse("InvalidParameterValue", text);
  }
  const id = freshId(scene, "eni-attach");
  return {
    id,
    outputs: { attachmentId: id, region: scene.place.region, status: "attached" },
  };
}

/** An interface at an index of an instance, both in one zone. */
export const interfaceAttachment: ResourceBehaviour = { create: attach };

const getNetworkInterfaces: FunctionBehaviour = (scene, args) => ({
  id: scene.place.region,
  ids: filtered(
    here(scene, kinds.networkInterface),
    args,
    filtersIn(scene),
    "DescribeNetworkInterfaces",
  ).map(({ id }) => id),
  region: scene.place.region,
});

const getNetworkInterface: FunctionBehaviour = (scene, args) => {
  const id = textAt(args, "id");
  const card = one(scene, kinds.networkInterface, id);
  if (card === undefined) {
    throw new Refusal(`no matching EC2 Network Interface found: ${id}`);
  }
  const attachment = attachmentOf(scene, card.id);
  const { properties } = card;
  return {
    ...properties,
    associations: [],
    attachments:
      attachment === undefined
        ? []
        : [{ ...attachment.properties, instanceOwnerId: scene.place.owner, networkCardIndex: 0 }],
    availabilityZone: "",
    description: textAt(properties, "description") ?? "",
    enaSrdSpecifications: [],
    id: card.id,
    ipv6Addresses: [],
    requesterId: "",
    tags: tagsOf(properties),
    vpcId: "",
  };
};

/** What programs ask EC2 for about interfaces. */
export const interfaceFunctions: Readonly<Record<string, FunctionBehaviour>> = {
  "aws:ec2/getNetworkInterface:getNetworkInterface": getNetworkInterface,
  "aws:ec2/getNetworkInterfaces:getNetworkInterfaces": getNetworkInterfaces,
};
