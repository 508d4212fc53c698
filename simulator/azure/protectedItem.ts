import type { FunctionBehaviour, ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, objectAt, textAt } from "../core/json.js";
import { apiError } from "./apiError.js";
import { common, here, kinds, one, refuseExisting } from "./common.js";
import { keepsLess, policyWith } from "./protectionPolicy.js";
import { lastRecoveryPoint } from "./recoveryPoints.js";
import { isImmutable, vaultOf } from "./recoveryVault.js";

function itemId(scene: Scene, inputs: JsonObject): string {
  const [fabric, container, item] = ["fabricName", "containerName", "protectedItemName"].map(
    (key) => textAt(inputs, key) ?? "",
  );
  return `${vaultOf(scene, inputs).id}/backupFabrics/${fabric}/protectionContainers/${container}/protectedItems/${item}`;
}

const sourceOf = (inputs: JsonObject): string =>
  textAt(objectAt(inputs, "properties"), "sourceResourceId") ?? "";

/** The machine of an item, which stands where the vault does. */
function machineOf(scene: Scene, inputs: JsonObject): WorldObject {
  const machine = one(scene, kinds.machine, sourceOf(inputs));
  if (machine === undefined) {
    const text = `The Azure virtual machine ${sourceOf(inputs)} was not found.`;
    throw apiError(400, "BMSUserErrorVmNotFound", text);
  }
  const [where, vault] = [machine.properties["location"], vaultOf(scene, inputs).properties];
  if (where !== vault["location"]) {
    const text = `The virtual machine is in ${JSON.stringify(where)} and the vault in ${JSON.stringify(vault["location"])}: both must be in one region.`;
    throw apiError(400, "BMSUserErrorInvalidSourceRegion", text);
  }
  return machine;
}

/** Fabric, container and item are called after the machine. */
function refuseStrangeNames(inputs: JsonObject): void {
  const [, , , , group = "", , , , name = ""] = sourceOf(inputs).split("/");
  const suffix = `iaasvmcontainerv2;${group};${name}`.toLowerCase();
  const named = [
    textAt(inputs, "fabricName")?.toLowerCase() === "azure",
    textAt(inputs, "containerName")?.toLowerCase() === `iaasvmcontainer;${suffix}`,
    textAt(inputs, "protectedItemName")?.toLowerCase() === `vm;${suffix}`,
  ];
  if (named.includes(false)) {
    const text = `Container and protected item must be those of ${sourceOf(inputs)}.`;
    throw apiError(400, "BMSUserErrorInvalidInput", text);
  }
}

/** The policy of an item, in its own vault and of a kind that takes its machine. */
function policyOf(scene: Scene, inputs: JsonObject): WorldObject {
  const id = textAt(objectAt(inputs, "properties"), "policyId") ?? "";
  const policy = policyWith(scene, id);
  if (policy === undefined || !policy.id.startsWith(`${vaultOf(scene, inputs).id}/`)) {
    throw apiError(400, "BMSUserErrorPolicyNotFound", `Backup policy ${id} was not found.`);
  }
  const security = objectAt(machineOf(scene, inputs).properties, "securityProfile");
  const kind = textAt(objectAt(policy.properties, "properties"), "policyType") ?? "V1";
  if (security["securityType"] === "TrustedLaunch" && kind !== "V2") {
    const text = "Virtual machines with Trusted Launch need an enhanced policy (V2).";
    throw apiError(400, "UserErrorTrustedLaunchVmNotSupportedForStandardPolicy", text);
  }
  return policy;
}

/** While backups are kept that were deleted, nothing else can be done with their item. */
function refuseDeleted(item: WorldObject | undefined): void {
  if (objectAt(item?.properties ?? {}, "properties")["isScheduledForDeferredDelete"] === true) {
    const text = "The backup item is in soft deleted state. Undelete it and try again.";
    throw apiError(400, "UserErrorItemInSoftDeletedState", text);
  }
}

/** A machine has its backups in one vault. */
function refuseSecondVault(scene: Scene, inputs: JsonObject): void {
  const other = here(scene, kinds.protectedItem).find(
    ({ properties }) => sourceOf(properties) === sourceOf(inputs),
  );
  if (other !== undefined) {
    const text = `The virtual machine is protected already: ${other.id}.`;
    throw apiError(400, "UserErrorVmAlreadyProtectedInAnotherVault", text);
  }
}

/** A machine of which backups are made. Whoever deletes it deletes its backups. */
export const protectedItem: ResourceBehaviour = {
  create: (scene, inputs) => {
    const id = itemId(scene, inputs);
    refuseDeleted(one(scene, kinds.protectedItem, id));
    refuseExisting(scene, kinds.protectedItem, id);
    policyOf(scene, inputs);
    refuseStrangeNames(inputs);
    refuseSecondVault(scene, inputs);
    const type =
      "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems";
    return { id, outputs: common(scene, type, textAt(inputs, "protectedItemName") ?? "") };
  },
  update: (scene, old, inputs) => {
    refuseStrangeNames(inputs);
    const before = policyWith(
      scene,
      textAt(objectAt(old.properties, "properties"), "policyId") ?? "",
    );
    const after = policyOf(scene, inputs);
    if (
      before !== undefined &&
      isImmutable(vaultOf(scene, inputs)) &&
      keepsLess(after.properties, before.properties)
    ) {
      const text = "A policy with less retention cannot be taken in an immutable vault.";
      throw apiError(400, "UserErrorOperationNotAllowedOnImmutableVault", text);
    }
    return { outputs: {} };
  },
  remove: (scene, old) => {
    if (isImmutable(vaultOf(scene, old.properties))) {
      const text = "Stop protection with delete data is not allowed in an immutable vault.";
      throw apiError(400, "UserErrorOperationNotAllowedOnImmutableVault", text);
    }
    return undefined;
  },
};

/** Gets an item by its vault and its names. */
export const getProtectedItem: FunctionBehaviour = (scene, args) => {
  const found = one(scene, kinds.protectedItem, itemId(scene, args));
  if (found === undefined) {
    const text = `Backup item '${textAt(args, "protectedItemName")}' was not found.`;
    throw apiError(404, "BMSUserErrorItemNotFound", text);
  }
  const last = lastRecoveryPoint(scene, found.id);
  const properties = objectAt(found.properties, "properties");
  return {
    ...found.properties,
    id: found.id,
    properties: { ...properties, ...(last && { lastRecoveryPoint: last }) },
  };
};
