import { isDeepStrictEqual } from "node:util";
import { placeName, type Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, textAt, valueAt } from "../core/json.js";
import { Refusal } from "../core/refusal.js";
import { apiError, missingReference } from "./apiError.js";

export const platformName = "azure-native";

export const kinds = {
  availabilitySet: "azure-native:compute:AvailabilitySet",
  cliScript: "azure-native:resources:AzureCliScript",
  disk: "azure-native:compute:Disk",
  encryptionSet: "azure-native:compute:DiskEncryptionSet",
  group: "azure-native:resources:ResourceGroup",
  image: "azure-native:compute:VirtualMachineImage",
  lock: "azure-native:authorization:ManagementLockByScope",
  machine: "azure-native:compute:VirtualMachine",
  maintenanceConfiguration: "azure-native:maintenance:MaintenanceConfiguration",
  networkInterface: "azure-native:network:NetworkInterface",
  protectedItem: "azure-native:recoveryservices:ProtectedItem",
  protectionPolicy: "azure-native:recoveryservices:ProtectionPolicy",
  recoveryPoint: "azure-native:recoveryservices:RecoveryPoint",
  recoveryVault: "azure-native:recoveryservices:Vault",
  securityGroup: "azure-native:network:NetworkSecurityGroup",
  subnet: "azure-native:network:Subnet",
  subscriptionAssignment: "azure-native:maintenance:ConfigurationAssignmentsForSubscription",
  subscription: "azure-native:subscription:Subscription",
  virtualNetwork: "azure-native:network:VirtualNetwork",
} as const;

type Kind = (typeof kinds)[keyof typeof kinds];

/** The types as resource ids spell them. */
const types = {
  availabilitySet: "Microsoft.Compute/availabilitySets",
  cliScript: "Microsoft.Resources/deploymentScripts",
  disk: "Microsoft.Compute/disks",
  encryptionSet: "Microsoft.Compute/diskEncryptionSets",
  machine: "Microsoft.Compute/virtualMachines",
  maintenanceConfiguration: "Microsoft.Maintenance/maintenanceConfigurations",
  networkInterface: "Microsoft.Network/networkInterfaces",
  recoveryVault: "Microsoft.RecoveryServices/vaults",
  securityGroup: "Microsoft.Network/networkSecurityGroups",
} as const;

type Made = keyof typeof types;

/** All objects of a kind in the scene's subscription. */
export function here(scene: Scene, kind: Kind): WorldObject[] {
  return scene.world.all(platformName, kind, placeName(scene.place));
}

/** The object of a kind with a resource id in the scene's subscription. */
export function one(scene: Scene, kind: Kind, id: string | undefined): WorldObject | undefined {
  return id === undefined
    ? undefined
    : scene.world.get({ platform: platformName, place: placeName(scene.place), kind, id });
}

/** An object of the scene's subscription. */
export function azureObject(scene: Scene, kind: Kind, id: string, properties: JsonObject) {
  return { platform: platformName, place: placeName(scene.place), kind, id, properties };
}

/** The resource id of a group. */
export function groupId({ place }: Scene, name: string): string {
  return `/subscriptions/${place.owner}/resourceGroups/${name}`;
}

/** The resource id of something in a group. */
export function resourceId(scene: Scene, group: string, made: Made, name: string): string {
  return `${groupId(scene, group)}/providers/${types[made]}/${name}`;
}

/** What a new resource has from its name and its group. */
export interface Birth {
  readonly id: string;
  readonly location: string;
  readonly outputs: JsonObject;
}

/**
 * The id and the common outputs of a new resource. The provider asks first whether it is there
 * and creates only what is not, although Azure's PUT would change what is.
 */
export function birth(scene: Scene, inputs: JsonObject, made: Made, nameKey: string): Birth {
  const groupName = textAt(inputs, "resourceGroupName") ?? "";
  const name = textAt(inputs, nameKey) ?? "";
  const group = one(scene, kinds.group, groupId(scene, groupName));
  if (group === undefined) {
    throw groupNotFound(groupName);
  }
  const id = resourceId(scene, groupName, made, name);
  refuseExisting(scene, kinds[made], id);
  const location = textAt(inputs, "location") ?? textAt(group.properties, "location") ?? "";
  return { id, location, outputs: { ...common(scene, types[made], name), location } };
}

/** What every resource tells of itself. */
export function common(scene: Scene, type: string, name: string): JsonObject {
  return {
    azureApiVersion: "2026-01-01",
    etag: `W/"${scene.world.next()}"`,
    name,
    provisioningState: "Succeeded",
    systemData: {},
    type,
  };
}

export function refuseExisting(scene: Scene, kind: Kind, id: string): void {
  if (one(scene, kind, id) !== undefined) {
    throw new Refusal(`cannot create already existing resource '${id}'`);
  }
}

export function groupNotFound(name: string) {
  return apiError(404, "ResourceGroupNotFound", `Resource group '${name}' could not be found.`);
}

/** What a reference leads to, in the same subscription and location. */
export function referenced(
  scene: Scene,
  kind: Kind,
  id: string | undefined,
  location: string,
): WorldObject {
  const found = one(scene, kind, id);
  if (found === undefined || textAt(found.properties, "location") !== location) {
    throw missingReference(id ?? "");
  }
  return found;
}

/** Azure says no to changes of what counts only at birth. */
export function refuseChanges(
  before: JsonObject,
  after: JsonObject,
  properties: readonly string[],
): void {
  for (const property of properties) {
    const path = property.split(".");
    if (!isDeepStrictEqual(valueAt(before, path), valueAt(after, path))) {
      const text = `Changing property '${property}' is not allowed.`;
      throw apiError(409, "PropertyChangeNotAllowed", text);
    }
  }
}

/** Network resources stay where they are; the provider does not replace them for it. */
export function refuseMove(old: WorldObject, inputs: JsonObject): void {
  const [before, after] = [textAt(old.properties, "location"), textAt(inputs, "location")];
  if (after !== undefined && after !== before) {
    const text = `The resource '${old.id}' already exists in location '${before}'. A resource with the same name cannot be created in location '${after}'.`;
    throw apiError(409, "InvalidResourceLocation", text);
  }
}
