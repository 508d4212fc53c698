import type { ProviderResource, ResourceHookBinding } from "@pulumi/pulumi";
import { AwsBackup, type AwsBackupClass, lockOfVault, vaultName } from "../components/index.js";
import type { Catalog, Estate } from "../stacks/schema/model.js";
import { backupClassesOn } from "./backupClasses.js";
import { checkLocks } from "./vaultLocks.js";

/**
 * Backs up the servers of an estate that stand on AWS.
 *
 * @throws RunError that names every vault whose lock cannot be what it is to be
 */
export async function backUpOnAws(
  estate: Estate,
  copies: NonNullable<Catalog["platforms"]["aws"]>["backupCopies"],
  { hooks, provider }: { hooks: ResourceHookBinding; provider: ProviderResource },
): Promise<void> {
  const classes = awsBackupClasses(estate);
  if (Object.keys(classes).length > 0) {
    const { stack, customer } = estate;
    const vaults = Object.entries(classes).map(([name, { lock }]) => {
      const vault = vaultName(stack, name);
      const before = () => lockOfVault(vault, { provider });
      return { name: vault, lock, before, final: "14 days after it" };
    });
    // A vault without a lock is not asked for: it is no mistake that it is not there yet.
    await checkLocks(vaults.filter(({ lock }) => lock !== "planned"));
    const args = { estate: stack, owner: customer.owner, classes, copies, hooks };
    new AwsBackup(`${stack}-backups`, args, { providers: [provider] });
  }
}

/** The backup classes of an estate that have servers on AWS. */
export function awsBackupClasses(estate: Estate): Record<string, AwsBackupClass> {
  return backupClassesOn(estate, "aws");
}
