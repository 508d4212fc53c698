import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import { type JsonObject, objectAt, textAt, textsAt } from "../core/json.js";
import { apiError, missingReference } from "./apiError.js";
import { common, kinds, platformName, refuseExisting } from "./common.js";

/** The resource id of an assignment in the scene's subscription. */
export function assignmentId({ place }: Scene, name: string): string {
  return `/subscriptions/${place.owner}/providers/Microsoft.Maintenance/configurationAssignments/${name}`;
}

/** The values that a filter may hold; of locations and groups Azure takes every name. */
const known = {
  osTypes: ["Linux", "Windows"],
  resourceTypes: ["Microsoft.Compute/virtualMachines", "Microsoft.HybridCompute/machines"],
};

function refuseBad(scene: Scene, inputs: JsonObject): void {
  const id = textAt(inputs, "maintenanceConfigurationId") ?? "";
  const configuration = scene.world
    .all(platformName, kinds.maintenanceConfiguration)
    .find((one) => one.id.toLowerCase() === id.toLowerCase());
  if (configuration === undefined) {
    throw missingReference(id);
  }
  if (textAt(configuration.properties, "maintenanceScope") !== "InGuestPatch") {
    const text = "Dynamic scopes are supported for configurations of scope InGuestPatch only.";
    throw apiError(400, "InvalidMaintenanceScope", text);
  }
  const filter = objectAt(inputs, "filter");
  for (const [key, values] of Object.entries(known)) {
    const strange = textsAt(filter, key).find((value) => !values.includes(value));
    if (strange !== undefined) {
      throw apiError(400, "InvalidFilter", `${strange} is not allowed in ${key}.`);
    }
  }
}

/** The assignment of a configuration to every machine of a subscription that a filter takes. */
export const subscriptionAssignment: ResourceBehaviour = {
  create: (scene, inputs) => {
    const name = textAt(inputs, "configurationAssignmentName") ?? "";
    const id = assignmentId(scene, name);
    refuseExisting(scene, kinds.subscriptionAssignment, id);
    refuseBad(scene, inputs);
    return {
      id,
      outputs: common(scene, "Microsoft.Maintenance/configurationAssignments", name),
    };
  },
  update: (scene, _old, inputs) => {
    refuseBad(scene, inputs);
    return { outputs: {} };
  },
};
