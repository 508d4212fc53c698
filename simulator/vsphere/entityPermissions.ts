import type { Changed, Made, ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, objectsAt, textAt } from "../core/json.js";
import { Refusal } from "../core/refusal.js";
import { here, kinds, one, required } from "./common.js";

/** The entity must be there, every role known, and nobody named twice. */
function refuse(scene: Scene, inputs: JsonObject): void {
  entityOf(scene, inputs);
  const principals = new Set<string>();
  for (const permission of objectsAt(inputs, "permissions")) {
    const principal = principalOf(permission);
    if (principals.has(principal)) {
      throw new Refusal(
        `user/group ${principal} repeated, there is already a permission defined for the user/group`,
      );
    }
    principals.add(principal);
    required(scene, kinds.role, textAt(permission, "roleId"), "role");
  }
}

function entityOf(scene: Scene, inputs: JsonObject): void {
  const [type, id] = [textAt(inputs, "entityType"), textAt(inputs, "entityId")];
  const isThere =
    type === "Folder"
      ? one(scene, kinds.folder, id) !== undefined
      : here(scene, kinds.virtualMachine).some(
          (machine) => machine.id === id || machine.properties["moid"] === id,
        );
  if (!isThere) {
    throw new Refusal(
      `error while creating permission for entity id ${id} ServerFaultCode: The object '${type}:${id}' has already been deleted`,
    );
  }
}

/** vCenter compares principals without case. */
function principalOf(permission: JsonObject): string {
  return (textAt(permission, "userOrGroup") ?? "").toLowerCase();
}

function create(scene: Scene, inputs: JsonObject): Made {
  refuse(scene, inputs);
  return { id: textAt(inputs, "entityId") ?? "", outputs: {} };
}

function update(scene: Scene, _old: WorldObject, inputs: JsonObject): Changed {
  refuse(scene, inputs);
  return { outputs: {} };
}

/**
 * All permissions that are defined on an entity. A read tells those of others as well, and an
 * update removes whatever was read and is not in the inputs.
 */
export const entityPermissions: ResourceBehaviour = { create, update };
