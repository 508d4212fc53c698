import * as recovery from "@pulumi/azure-native/recoveryservices";
import type { InvokeOptions } from "@pulumi/pulumi";
import type { AzureRecoveryPoint } from "../server/azureBirth.plan.js";
import { type AzurePoint, azurePointOf } from "../service/backup/azurePoint.js";
import { tagKeys } from "../service/tags.js";
import { find, findEach } from "./lookUps.js";

/** The vault of an estate, in the subscription in which it lies. */
interface OwnVault {
  readonly subscription: string;
  readonly name: string;
}

/**
 * Finds the vaults and protected items of recovery points. Azure's provider reads no recovery point
 * itself: that it is there is seen when Azure Backup restores from it, before anything is touched. Of
 * another vault the copies are taken, and it is not asked for, because its location may be lost.
 *
 * @throws RunError that lists every one that is not there
 */
export function findAzurePoints(
  ids: readonly string[],
  own: OwnVault,
  opts: InvokeOptions,
): Promise<ReadonlyMap<string, AzureRecoveryPoint>> {
  return findEach(ids, (id) => {
    const point = azurePointOf(id);
    const asked =
      point === undefined || point.subscription !== own.subscription
        ? Promise.reject(new Error(`is none of subscription ${own.subscription}`))
        : point.vault.toLowerCase() === own.name.toLowerCase()
          ? ask(point, opts)
          : Promise.resolve({ point, isAcross: true, isDeleted: false });
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
    isAcross: false,
    owner: vault.tags?.[tagKeys.owner] ?? "nobody",
    ...(last !== undefined && { last }),
    isDeleted,
  };
}
