import { placeName, type Scene } from "../../core/behaviour.js";
import type { WorldObject } from "../../core/journal.js";
import { textsAt } from "../../core/json.js";
import { apiError } from "../apiError.js";
import { here, kinds, platformName } from "../common.js";

/** What the baseline of a subscription consists of. */
export const accountKinds = {
  actionGroup: "azure-native:monitor:ActionGroup",
  activityAlert: "azure-native:monitor:ActivityLogAlert",
  activitySetting: "azure-native:monitor:SubscriptionDiagnosticSetting",
  blobs: "azure-native:storage:BlobServiceProperties",
  budget: "azure-native:consumption:Budget",
  contact: "azure-native:security:SecurityContact",
  diagnosticSetting: "azure-native:monitor:DiagnosticSetting",
  credential: "azure-native:managedidentity:FederatedIdentityCredential",
  flowLog: "azure-native:network:FlowLog",
  identity: "azure-native:managedidentity:UserAssignedIdentity",
  plan: "azure-native:security:Pricing",
  queryRule: "azure-native:monitor:ScheduledQueryRule",
  serversSetting: "azure-native:security:AzureServersSetting",
  storage: "azure-native:storage:StorageAccount",
  watcher: "azure-native:network:NetworkWatcher",
  workspace: "azure-native:operationalinsights:Workspace",
} as const;

/** A kind of which a baseline consists. */
export type AccountKind = (typeof accountKinds)[keyof typeof accountKinds];

/** All objects of a kind in the scene's subscription. */
export function allThere(scene: Scene, kind: AccountKind): WorldObject[] {
  return scene.world.all(platformName, kind, placeName(scene.place));
}

/** The object of a kind with a resource id, which Azure compares without regard to case. */
export function oneThere(
  scene: Scene,
  kind: AccountKind,
  id: string | undefined,
): WorldObject | undefined {
  const wanted = id?.toLowerCase();
  return allThere(scene, kind).find((one) => one.id.toLowerCase() === wanted);
}

/** Azure knows kinds of resources in a subscription only once they are registered with it. */
export function refuseUnregistered(scene: Scene, namespace: string): void {
  const [subscription] = here(scene, kinds.subscription);
  if (subscription && textsAt(subscription.properties, "unregistered").includes(namespace)) {
    const text = `The subscription is not registered to use namespace '${namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`;
    throw apiError(409, "MissingSubscriptionRegistration", text);
  }
}
