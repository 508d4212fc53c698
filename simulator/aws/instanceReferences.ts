import type { Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { textAt } from "../core/json.js";
import { apiError } from "./apiError.js";
import { globally, having, kinds, one } from "./common.js";

function refuse(code: string, text: string) {
  return apiError("EC2", "RunInstances", code, text);
}

/** The images that the account may start: its own and those shared with the organization. */
export function images({ world, place }: Scene): WorldObject[] {
  return world
    .all("aws", kinds.ami)
    .filter((image) => image.place.endsWith(`/${place.region}`))
    .filter(
      ({ properties }) => properties["ownerId"] === place.owner || properties["shared"] === true,
    );
}

export function imageFor(scene: Scene, id: string | undefined): WorldObject {
  const image = images(scene).find((candidate) => candidate.id === id);
  if (id === undefined) {
    throw refuse("MissingParameter", "The request must contain the parameter ImageId");
  }
  if (image === undefined) {
    throw refuse("InvalidAMIID.NotFound", `The image id '[${id}]' does not exist`);
  }
  return image;
}

export function subnetFor(scene: Scene, id: string | undefined): WorldObject {
  const subnet = one(scene, kinds.subnet, id);
  if (id === undefined) {
    const text = "No subnets found for the default VPC. Please specify a subnet.";
    throw refuse("MissingInput", text);
  }
  if (subnet === undefined) {
    throw refuse("InvalidSubnetID.NotFound", `The subnet ID '${id}' does not exist`);
  }
  return subnet;
}

/** The groups, all of the subnet's VPC; its default group when none is asked for. */
export function securityGroupsFor(scene: Scene, subnet: WorldObject, ids: readonly string[]) {
  const vpcId = textAt(subnet.properties, "vpcId");
  if (ids.length === 0) {
    return having(scene, kinds.securityGroup, "name", "default")
      .filter(({ properties }) => properties["vpcId"] === vpcId)
      .map(({ id }) => id);
  }
  for (const id of ids) {
    const group = one(scene, kinds.securityGroup, id);
    if (group === undefined) {
      throw refuse("InvalidGroup.NotFound", `The security group '${id}' does not exist`);
    }
    if (group.properties["vpcId"] !== vpcId) {
      const text = `Security group ${id} and subnet ${subnet.id} belong to different networks.`;
      throw refuse("InvalidParameter", text);
    }
  }
  return ids;
}

export function profileFor(scene: Scene, name: string | undefined): void {
  if (name !== undefined && one(globally(scene), kinds.instanceProfile, name) === undefined) {
    const text = `Value (${name}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`;
    throw refuse("InvalidParameterValue", text);
  }
}
