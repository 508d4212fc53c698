import type { ResourceBehaviour, Scene } from "../../core/behaviour.js";
import { type JsonObject, objectAt, textAt } from "../../core/json.js";
import { Refusal } from "../../core/refusal.js";
import { apiError } from "../apiError.js";
import { kinds, platformName } from "../common.js";
import {
  groupId,
  groupsAbove,
  inTenant,
  oneInTenant,
  parentOf,
  placementKind,
  refuseTwin,
  tenantKinds,
  told,
} from "./kinds.js";

/** Levels below the root of the tenant. */
const mostLevels = 6;

function refuseBadParent(scene: Scene, id: string, inputs: JsonObject): void {
  const parent = textAt(objectAt(objectAt(inputs, "details"), "parent"), "id");
  const above = parent === undefined ? [] : groupsAbove(scene, parent);
  if (parent !== undefined && above.length === 0) {
    const text = `The parent management group '${parent}' was not found.`;
    throw apiError(404, "NotFound", text);
  }
  if (above.some((one) => one.id === id)) {
    const text = `The management group '${id}' cannot be below itself.`;
    throw apiError(400, "BadRequest", text);
  }
  if (above.length > mostLevels) {
    const text = `The hierarchy has more than ${mostLevels} levels.`;
    throw apiError(400, "BadRequest", text);
  }
}

/** A management group: it stands below another one, and goes only when it is empty. */
export const managementGroup: ResourceBehaviour = {
  create: (scene, inputs) => {
    const name = textAt(inputs, "groupId") ?? "";
    const id = groupId(name);
    refuseTwin(scene, tenantKinds.group, id);
    refuseBadParent(scene, id, inputs);
    return { id, outputs: told("Microsoft.Management/managementGroups", name) };
  },
  update: (scene, { id }, inputs) => {
    refuseBadParent(scene, id, inputs);
    return { outputs: {} };
  },
  remove: (scene, { id, properties }) => {
    const groups = inTenant(scene, tenantKinds.group).filter((one) => parentOf(one) === id);
    const subscriptions = scene.world
      .all(platformName, placementKind)
      .filter((one) => one.properties["groupId"] === properties["groupId"]);
    if (groups.length + subscriptions.length > 0) {
      const text = `The management group '${id}' has children and cannot be deleted.`;
      throw apiError(400, "BadRequest", text);
    }
    return undefined;
  },
};

/** The settings of the whole tree; they belong to its root. */
export const hierarchySetting: ResourceBehaviour = {
  create: (scene, inputs) => {
    const root = textAt(inputs, "groupId") ?? "";
    const id = `${groupId(root)}/settings/default`;
    refuseTwin(scene, tenantKinds.hierarchy, id);
    refuseBadSettings(scene, root, inputs);
    return { id, outputs: told("Microsoft.Management/managementGroups/settings", "default") };
  },
  update: (scene, _old, inputs) => {
    refuseBadSettings(scene, textAt(inputs, "groupId") ?? "", inputs);
    return { outputs: {} };
  },
};

function refuseBadSettings(scene: Scene, root: string, inputs: JsonObject): void {
  const group = oneInTenant(scene, tenantKinds.group, groupId(root));
  if (group === undefined || parentOf(group) !== undefined) {
    const text = "Hierarchy settings can only be set on the root management group.";
    throw apiError(400, "BadRequest", text);
  }
  const start = textAt(inputs, "defaultManagementGroup");
  if (start !== undefined && oneInTenant(scene, tenantKinds.group, start) === undefined) {
    throw apiError(404, "NotFound", `The management group '${start}' was not found.`);
  }
}

/** A subscription in a group; it stands in one only, so it leaves the other. */
export const placement: ResourceBehaviour = {
  create: (scene, inputs) => {
    const { world, place } = scene;
    const group = textAt(inputs, "groupId") ?? "";
    if (oneInTenant(scene, tenantKinds.group, groupId(group)) === undefined) {
      throw apiError(404, "NotFound", `The management group '${group}' was not found.`);
    }
    const id = `${groupId(group)}/subscriptions/${place.owner}`;
    for (const other of world.all(platformName, placementKind, place.owner)) {
      if (other.id === id) {
        throw new Refusal(`cannot create already existing resource '${id}'`);
      }
      world.drop(other);
    }
    const [own] = world.all(platformName, kinds.subscription, place.owner);
    const type = "Microsoft.Management/managementGroups/subscriptions";
    return {
      id,
      outputs: {
        ...told(type, place.owner),
        displayName: textAt(own?.properties ?? {}, "name") ?? "",
        parent: { id: groupId(group) },
        state: "Active",
        tenant: textAt(own?.properties ?? {}, "tenantId") ?? "",
      },
    };
  },
};
