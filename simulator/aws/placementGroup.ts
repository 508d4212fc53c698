import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import { type JsonObject, textAt } from "../core/json.js";
import { apiError } from "./apiError.js";
import { common, here, kinds, one } from "./common.js";
import { arn, freshId } from "./ids.js";

/** A spread group holds so many running instances in each availability zone. */
const mostSpread = 7;

function members(scene: Scene, group: string) {
  return here(scene, kinds.instance).filter(
    ({ properties }) => properties["placementGroup"] === group,
  );
}

/** The group in which an instance starts must be there and have room in the zone. */
export function refuseGroup(scene: Scene, inputs: JsonObject, zone: string): void {
  const name = textAt(inputs, "placementGroup");
  if (name === undefined) {
    return;
  }
  const refuse = (code: string, text: string) => apiError("EC2", "RunInstances", code, text);
  if (one(scene, kinds.placementGroup, name) === undefined) {
    throw refuse("InvalidPlacementGroup.Unknown", `The Placement Group '${name}' is unknown.`);
  }
  const there = members(scene, name).filter(
    ({ properties }) => properties["availabilityZone"] === zone,
  );
  if (there.length >= mostSpread) {
    const text = `Placement group '${name}' already has ${mostSpread} instances in ${zone}.`;
    throw refuse("InstanceLimitExceeded", text);
  }
}

/** A group that spreads instances over racks: its name exists once, and it goes when it is empty. */
export const placementGroup: ResourceBehaviour = {
  create: (scene, inputs) => {
    const name = textAt(inputs, "name") ?? "";
    if (one(scene, kinds.placementGroup, name) !== undefined) {
      const text = `The Placement Group '${name}' already exists.`;
      throw apiError("EC2", "CreatePlacementGroup", "InvalidPlacementGroup.Duplicate", text);
    }
    const spread = textAt(inputs, "strategy") === "spread";
    return {
      id: name,
      outputs: {
        ...common(scene, inputs),
        arn: arn(scene.place, "ec2", `placement-group/${name}`),
        placementGroupId: freshId(scene, "pg"),
        ...(spread && { spreadLevel: textAt(inputs, "spreadLevel") ?? "rack" }),
      },
    };
  },
  update: (scene, _old, inputs) => ({ outputs: common(scene, inputs) }),
  remove: (scene, { id }) => {
    if (members(scene, id).length > 0) {
      const text = `The placement group '${id}' is in use and may not be deleted.`;
      throw apiError("EC2", "DeletePlacementGroup", "InvalidPlacementGroup.InUse", text);
    }
    return undefined;
  },
};
