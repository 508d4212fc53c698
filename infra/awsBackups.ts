import type { ProviderResource, Resource, ResourceHookBinding } from "@pulumi/pulumi";
import {
  AwsBackup,
  AwsBackupAudit,
  type AwsBackupClass,
  lockedDays,
  lockOfVault,
  vaultName,
} from "../components/index.js";
import type { AwsOffer, Estate } from "../stacks/schema/model.js";
import { backupClassesOn } from "./backupClasses.js";
import { checkLocks } from "./vaultLocks.js";

type Offer = Pick<AwsOffer, "backupCopies" | "backupReports">;

/** What backups need of the estate's part of AWS. */
interface Ground {
  readonly hooks: ResourceHookBinding;
  readonly provider: ProviderResource;
}

/** Has backups judged and reported on, once what switches AWS Config on is there to wait for. */
export type Audit = (after: readonly Resource[]) => void;

/**
 * Backs up the servers of an estate that stand on AWS.
 *
 * @throws RunError that names every vault whose lock cannot be what it is to be
 */
export async function backUpOnAws(
  estate: Estate,
  { backupCopies: copies, backupReports: bucket }: Offer,
  { hooks, provider }: Ground,
): Promise<Audit> {
  const classes = awsBackupClasses(estate);
  const { stack, customer, aws } = estate;
  if (aws === undefined || Object.keys(classes).length === 0) {
    return () => undefined;
  }
  const vaults = Object.entries(classes).map(([name, planned]) => {
    const vault = vaultName(stack, name);
    const lock = { phase: planned.lock, days: lockedDays(planned) };
    const before = () => lockOfVault(vault, { provider });
    return { name: vault, lock, before, final: "14 days after it" };
  });
  await checkLocks(vaults);
  const args = { estate: stack, owner: customer.owner, classes, copies, hooks };
  const on = { providers: [provider] };
  const { planIds } = new AwsBackup(`${stack}-backups`, args, on);
  return (after) => {
    if (bucket !== undefined) {
      const { account, region } = aws;
      const ground = { account, region, planIds, bucket, after };
      new AwsBackupAudit(`${stack}-backup-audit`, { ...args, ...ground }, on);
    }
  };
}

/** The backup classes of an estate that have servers on AWS. */
export function awsBackupClasses(estate: Estate): Record<string, AwsBackupClass> {
  return backupClassesOn(estate, "aws");
}
