import * as recovery from "@pulumi/azure-native/recoveryservices";
import type { InvokeOptions } from "@pulumi/pulumi";
import type { AzureRecoveryPoint } from "../server/azureBirth.plan.js";
import { type AzurePoint, azurePointOf } from "../service/backup/azurePoint.js";
import { tagKeys } from "../service/tags.js";
import { find, findEach } from "./lookUps.js";

/**
 * Finds the vaults and protected items of recovery points. Azure's provider reads no recovery point
 * itself: that it is there is seen when Azure Backup restores from it, before anything is touched.
 *
 * @throws RunError that lists every one that is not there
 */
export function findAzurePoints(
  ids: readonly string[],
  opts: InvokeOptions,
): Promise<ReadonlyMap<string, AzureRecoveryPoint>> {
  return findEach(ids, (id) => {
    const point = azurePointOf(id);
    const asked = point === undefined ? Promise.reject(new Error("is none")) : ask(point, opts);
    return find(`the protected item of the recovery point ${id}`, asked);
  });
}

async function ask(point: AzurePoint, opts: InvokeOptions): Promise<AzureRecoveryPoint> {
  const inVault = { resourceGroupName: point.group, vaultName: point.vault };
  const [vault, { properties }] = await Promise.all([
    recovery.getVault(inVault, opts),
    recovery.getProtectedItem(
      {
        ...{ ...inVault, fabricName: "Azure" },
        ...{ containerName: point.container, protectedItemName: point.item },
      },
      opts,
    ),
  ]);
  const last = "lastRecoveryPoint" in properties ? properties.lastRecoveryPoint : undefined;
  const { isScheduledForDeferredDelete: isDeleted = false } = properties;
  return {
    point,
    location: vault.location,
    owner: vault.tags?.[tagKeys.owner] ?? "nobody",
    ...(last !== undefined && { last }),
    isDeleted,
  };
}
