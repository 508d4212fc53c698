import type { Addition } from "../counts.js";
import { activityAlerts } from "./alerts.js";
import type { SubscriptionDescription } from "./description.js";
import { defenderPlans } from "./plans.js";
import { emergencyRoles } from "./roles.js";

/** Where a subscription is used. */
interface Places {
  readonly locations: readonly string[];
  /** The location of each network whose flows are recorded. */
  readonly networks: readonly string[];
}

/**
 * Known at preview, before anything exists. Quotas are Azure's.
 *
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits
 */
export function subscriptionAdditions(
  { emergency, serviceAccounts }: Pick<SubscriptionDescription, "emergency" | "serviceAccounts">,
  { locations, networks }: Places,
): readonly Addition[] {
  const stores = new Set(networks).size;
  const assigned = [
    stores,
    emergency === undefined ? 0 : emergencyRoles.length,
    ...serviceAccounts.map(({ roles }) => roles.length),
  ];
  const add = (what: string, count: number, most?: number): Addition => ({
    ...{ what, count, per: "account" },
    ...(most !== undefined && { most }),
  });
  return [
    add("paid plans of Defender", defenderPlans.length),
    add("workspaces", 1),
    add("diagnostic settings of the activity log", 1, 5),
    add("alerts of the activity log", activityAlerts.length + 2, 100),
    add("paid alerts of a query", emergency === undefined ? 0 : 1),
    add("action groups", 2, 2000),
    add("budgets", 1, 100),
    add("resource groups", 2, 980),
    add("locks", 1, 20),
    add("network watchers", locations.length, locations.length),
    add("paid flow logs", networks.length),
    { what: "storage accounts", count: stores, most: 250, per: "region" },
    add("managed identities", serviceAccounts.length + (stores > 0 ? 1 : 0)),
    add(
      "role assignments",
      assigned.reduce((sum, count) => sum + count, 0),
      4000,
    ),
  ];
}
