import * as resources from "@pulumi/azure-native/resources";
import type { Resource } from "@pulumi/pulumi";
import { azureNames } from "../../service/account/azure/names.js";
import type { SubscriptionPart } from "./subscriptionPart.js";

/** The group in which Azure looks for network watchers; others use it, too, so it stays as it is. */
export function createWatcherGroup(part: SubscriptionPart): Resource {
  return new resources.ResourceGroup(
    `${part.name}-watchers`,
    { resourceGroupName: azureNames.watcherGroup, location: part.account.homeLocation },
    { ...part.options("watchers"), ignoreChanges: ["location", "tags"] },
  );
}
