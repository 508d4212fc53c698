import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, objectAt, textAt } from "../core/json.js";
import { apiError } from "./apiError.js";
import { birth, groupId, here, kinds, one, refuseMove, resourceId } from "./common.js";

/** The vault that a request names with its resource group. */
export function vaultOf(scene: Scene, inputs: JsonObject): WorldObject {
  const group = textAt(inputs, "resourceGroupName") ?? "";
  const name = textAt(inputs, "vaultName") ?? "";
  if (one(scene, kinds.group, groupId(scene, group)) === undefined) {
    throw apiError(404, "ResourceGroupNotFound", `Resource group '${group}' could not be found.`);
  }
  const vault = one(scene, kinds.recoveryVault, resourceId(scene, group, "recoveryVault", name));
  if (vault === undefined) {
    const text = `The Resource 'Microsoft.RecoveryServices/vaults/${name}' under resource group '${group}' was not found.`;
    throw apiError(404, "ResourceNotFound", text);
  }
  return vault;
}

/** What has backups in a vault, also for the time after it was deleted. */
export function itemsOf(scene: Scene, vault: WorldObject): WorldObject[] {
  return here(scene, kinds.protectedItem).filter(({ id }) => id.startsWith(`${vault.id}/`));
}

/** A vault stays while it has backups. */
export function refuseFullVault(scene: Scene, vault: WorldObject): void {
  if (itemsOf(scene, vault).length > 0) {
    const text = `Recovery Services vault ${vault.id} cannot be deleted as there are backup items or items in soft deleted state in it. [CloudVaultCannotBeDeleted]`;
    throw apiError(409, "ServiceResourceNotEmptyWithContainerDetails", text);
  }
}

function security(vault: JsonObject) {
  const settings = objectAt(objectAt(vault, "properties"), "securitySettings");
  const softDelete = objectAt(settings, "softDeleteSettings");
  return {
    immutability: textAt(objectAt(settings, "immutabilitySettings"), "state") ?? "Disabled",
    softDelete: textAt(softDelete, "softDeleteState") ?? "Enabled",
  };
}

/** Whether nobody may end backups of a vault early. */
export function isImmutable({ properties }: WorldObject): boolean {
  return security(properties).immutability !== "Disabled";
}

function redundancy(vault: JsonObject) {
  const settings = objectAt(objectAt(vault, "properties"), "redundancySettings");
  const storage = textAt(settings, "standardTierStorageRedundancy") ?? "GeoRedundant";
  return { storage, acrossRegions: textAt(settings, "crossRegionRestore") ?? "Disabled" };
}

function refuseBad(inputs: JsonObject): void {
  const { storage, acrossRegions } = redundancy(inputs);
  if (acrossRegions === "Enabled" && storage !== "GeoRedundant") {
    const text = "Cross Region Restore can be enabled only for vaults with GeoRedundant storage.";
    throw apiError(400, "BMSUserErrorInvalidCrossRegionRestore", text);
  }
  if (textAt(objectAt(inputs, "sku"), "name") === undefined) {
    throw apiError(400, "InvalidParameter", "The sku of a Recovery Services vault is required.");
  }
}

function refuseWeaker(before: JsonObject, after: JsonObject): void {
  const [was, is] = [security(before), security(after)];
  if (was.immutability === "Locked" && is.immutability !== "Locked") {
    const text = "Immutability of the vault is locked and this operation is irreversible.";
    throw apiError(400, "CloudImmutabilityStateChangeNotAllowed", text);
  }
  if (was.softDelete === "AlwaysON" && is.softDelete !== "AlwaysON") {
    const text = "Soft delete of the vault is always on and this operation is irreversible.";
    throw apiError(400, "CloudSoftDeleteStateChangeNotAllowed", text);
  }
}

/** Where backups lie more than once is settled by the first of them. */
function refuseLateRedundancy(scene: Scene, vault: WorldObject, inputs: JsonObject): void {
  const [was, is] = [redundancy(vault.properties), redundancy(inputs)];
  if (was.storage !== is.storage && itemsOf(scene, vault).length > 0) {
    const text = "Storage type cannot be modified as items are registered to the vault.";
    throw apiError(400, "BMSUserErrorStorageTypeCannotBeModified", text);
  }
  if (was.acrossRegions === "Enabled" && is.acrossRegions !== "Enabled") {
    const text = "Cross Region Restore cannot be disabled once it is enabled.";
    throw apiError(400, "BMSUserErrorCrossRegionRestoreCannotBeDisabled", text);
  }
}

/** A vault: what protects its backups grows, and is locked by a second update at the earliest. */
export const recoveryVault: ResourceBehaviour = {
  create: (scene, inputs) => {
    const { id, outputs } = birth(scene, inputs, "recoveryVault", "vaultName");
    refuseBad(inputs);
    if (security(inputs).immutability === "Locked") {
      const text = "Immutability can be locked only for vaults on which it is enabled (Unlocked).";
      throw apiError(400, "CloudImmutabilityStateChangeNotAllowed", text);
    }
    return { id, outputs };
  },
  update: (scene, old, inputs) => {
    refuseMove(old, inputs);
    refuseBad(inputs);
    refuseWeaker(old.properties, inputs);
    refuseLateRedundancy(scene, old, inputs);
    return { outputs: {} };
  },
  remove: (scene, old) => {
    refuseFullVault(scene, old);
    for (const policy of here(scene, kinds.protectionPolicy)) {
      if (policy.id.startsWith(`${old.id}/`)) {
        scene.world.drop(policy);
      }
    }
    return undefined;
  },
};
