import { log, type ProviderResource, type ResourceHookBinding, RunError } from "@pulumi/pulumi";
import { AwsBackup, type AwsBackupClass, lockOfVault, vaultName } from "../components/index.js";
import { lockNow, lockRefusal } from "../components/service/backup/lock.js";
import type { Catalog, Estate } from "../stacks/schema/model.js";

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
    await checkLocks(estate.stack, classes, provider);
    const { stack, customer } = estate;
    const args = { estate: stack, owner: customer.owner, classes, copies, hooks };
    new AwsBackup(`${stack}-backups`, args, { providers: [provider] });
  }
}

/** The backup classes of an estate that have servers on AWS. */
export function awsBackupClasses(estate: Estate): Record<string, AwsBackupClass> {
  const servers = estate.servers.filter(({ platform }) => platform === "aws");
  const names = [...new Set(servers.map(({ backup }) => backup.name))].sort();
  const classes = names.flatMap((name): [string, AwsBackupClass][] => {
    const members = servers.filter(({ backup }) => backup.name === name);
    const [first] = members;
    if (first === undefined) {
      return [];
    }
    const { backup } = first;
    const lock = lockNow(backup.lock, estate.vaultLocks[name], estate.asOf);
    return [[name, { backup, lock, hasWindows: members.some(({ os }) => os === "windows") }]];
  });
  return Object.fromEntries(classes);
}

/** Looks at the vaults before anything is changed, so that no run can arm and lock one at once. */
async function checkLocks(
  stack: string,
  classes: Readonly<Record<string, AwsBackupClass>>,
  provider: ProviderResource,
): Promise<void> {
  const refusals: string[] = [];
  for (const [name, { lock }] of Object.entries(classes)) {
    if (lock === "planned") {
      continue;
    }
    const vault = vaultName(stack, name);
    const before = await lockOfVault(vault, { provider });
    const refusal = lockRefusal(vault, lock, before);
    if (refusal !== undefined) {
      refusals.push(refusal);
    } else if (lock === "locked" && before !== "locked") {
      void log.warn(
        `This update locks the vault ${vault}: 14 days after it nobody, not even AWS, can delete ` +
          "a backup in it before its time, shorten how long it is kept, or take the lock off.",
      );
    }
  }
  if (refusals.length > 0) {
    throw new RunError(refusals.join("\n"));
  }
}
