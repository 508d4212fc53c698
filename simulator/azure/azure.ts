import type { Place, PlatformBehaviour } from "../core/behaviour.js";
import { type JsonObject, textAt } from "../core/json.js";
import type { Platform } from "../core/platform.js";
import { Refusal } from "../core/refusal.js";
import { packageSpec } from "../core/spec.js";
import { parseTable } from "../core/table.js";
import type { Transaction } from "../core/transaction.js";
import spec from "../data/azure.json";
import table from "../data/azure-behaviour.json";
import { accountFunctions, accountResources } from "./account/things.js";
import { availabilitySet } from "./availabilitySet.js";
import { cliScript } from "./cliScript.js";
import { kinds, platformName } from "./common.js";
import { disk } from "./disk.js";
import { functions } from "./functions.js";
import { lock } from "./lock.js";
import { maintenanceConfiguration } from "./maintenanceConfiguration.js";
import { networkInterface } from "./networkInterface.js";
import { protectedItem } from "./protectedItem.js";
import { protectionPolicy } from "./protectionPolicy.js";
import { recoveryVault } from "./recoveryVault.js";
import { resourceGroup } from "./resourceGroup.js";
import { securityGroup } from "./securityGroup.js";
import { subscriptionAssignment } from "./subscriptionAssignment.js";
import { enforced } from "./tenant/enforcement.js";
import { tenantFunctions } from "./tenant/functions.js";
import { locate } from "./tenant/kinds.js";
import { tenantResources } from "./tenant/tenant.js";
import { virtualMachine } from "./virtualMachine.js";

function connect(world: Transaction, config: JsonObject): Place {
  const owner = textAt(config, "subscriptionId");
  if (owner === undefined) {
    throw new Refusal("no subscription: set azure-native:subscriptionId or the provider's");
  }
  const [subscription] = world.all(platformName, kinds.subscription, owner);
  if (subscription === undefined) {
    throw new Refusal(
      `Status=404 Code="SubscriptionNotFound" Message="The subscription '${owner}' could not be found."`,
    );
  }
  return { platform: platformName, owner, region: "", defaultTags: {} };
}

const behaviour: PlatformBehaviour = {
  connect,
  locate,
  resources: {
    ...tenantResources,
    ...accountResources,
    [kinds.availabilitySet]: availabilitySet,
    [kinds.cliScript]: cliScript,
    [kinds.disk]: disk,
    [kinds.group]: resourceGroup,
    [kinds.lock]: lock,
    [kinds.machine]: virtualMachine,
    [kinds.maintenanceConfiguration]: maintenanceConfiguration,
    [kinds.networkInterface]: networkInterface,
    [kinds.protectedItem]: protectedItem,
    [kinds.protectionPolicy]: protectionPolicy,
    [kinds.recoveryVault]: recoveryVault,
    [kinds.securityGroup]: securityGroup,
    [kinds.subscriptionAssignment]: subscriptionAssignment,
  },
  functions: { ...functions, ...tenantFunctions, ...accountFunctions },
};

/** Microsoft Azure: many subscriptions of one tenant. */
export const azure: Platform = {
  spec: packageSpec.parse(spec),
  table: parseTable(table),
  behaviour: { ...behaviour, resources: enforced(behaviour.resources) },
};
