import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import { type JsonObject, textAt } from "../core/json.js";
import { accountKinds, allThere } from "./account/kinds.js";
import { apiError } from "./apiError.js";
import { common, groupId, here, kinds, refuseExisting } from "./common.js";
import { refuseFullVault } from "./recoveryVault.js";

const within = [
  ...[kinds.machine, kinds.networkInterface, kinds.securityGroup, kinds.disk],
  ...[kinds.maintenanceConfiguration, kinds.protectionPolicy, kinds.recoveryVault],
  kinds.cliScript,
] as const;

function create(scene: Scene, inputs: JsonObject) {
  const name = textAt(inputs, "resourceGroupName") ?? "";
  const id = groupId(scene, name);
  const location = textAt(inputs, "location");
  refuseExisting(scene, kinds.group, id);
  if (location === undefined) {
    const text = "The location property is required for this definition.";
    throw apiError(400, "LocationRequired", text);
  }
  const { azureApiVersion = "", type = "" } = common(
    scene,
    "Microsoft.Resources/resourceGroups",
    "",
  );
  const properties = { provisioningState: "Succeeded" };
  return { id, outputs: { azureApiVersion, location, name, properties, type } };
}

/** A resource group. Whoever deletes it deletes everything in it. */
export const resourceGroup: ResourceBehaviour = {
  create,
  remove: (scene, { id }) => {
    for (const vault of here(scene, kinds.recoveryVault)) {
      if (vault.id.startsWith(`${id}/`)) {
        refuseFullVault(scene, vault);
      }
    }
    for (const kind of within) {
      for (const object of here(scene, kind).filter((one) => one.id.startsWith(`${id}/`))) {
        scene.world.drop(object);
      }
    }
    for (const account of allThere(scene, accountKinds.storage)) {
      if (account.id.startsWith(`${id}/`)) {
        scene.world.drop(account);
      }
    }
    return undefined;
  },
};
