import * as managedidentity from "@pulumi/azure-native/managedidentity";
import { azureNames, baselineId } from "../../service/account/azure/names.js";
import type { Logs } from "./logs.js";
import type { SubscriptionPart } from "./subscriptionPart.js";

/** The identity with which flow logs are written, in place of keys of storage accounts. */
export interface FlowIdentity {
  /** Resource id, known before it is there. */
  readonly id: string;
  readonly identity: managedidentity.UserAssignedIdentity;
}

/** Makes the identity with which the flow logs of all locations are written. */
export function createFlowIdentity(part: SubscriptionPart, logs: Logs): FlowIdentity {
  const { account, homeLocation: location } = part.account;
  const resourceName = azureNames.flowIdentity;
  const identity = new managedidentity.UserAssignedIdentity(
    `${part.name}-flows`,
    { resourceGroupName: logs.group, resourceName, location, tags: part.tags("flows") },
    part.options("flows", logs.ready),
  );
  const type = "Microsoft.ManagedIdentity/userAssignedIdentities";
  return { id: baselineId(account, type, resourceName), identity };
}
