import * as recovery from "@pulumi/azure-native/recoveryservices";
import type { InvokeOptions } from "@pulumi/pulumi";
import { unlessMissing } from "../recovery/finder.js";
import { azureBackupGroupName } from "../service/azureGroupName.js";
import { lockTag, type VaultLockState } from "../service/backup/lock.js";
import { azureVaultName } from "./azureBackup.plan.js";

/**
 * The lock that an estate's vault on Azure has before an update: that of Azure where it is for good,
 * else what the vault tells of itself. Its policies, and not the lock, say for how many days.
 */
export async function lockOfAzureVault(
  estate: string,
  opts: InvokeOptions,
): Promise<VaultLockState> {
  const resourceGroupName = azureBackupGroupName(estate);
  const vaultName = azureVaultName(estate);
  const vault = await unlessMissing(recovery.getVault({ resourceGroupName, vaultName }, opts));
  const state = vault?.properties.securitySettings?.immutabilitySettings?.state;
  return { phase: state === "Locked" ? "locked" : vault?.tags?.[lockTag] };
}
