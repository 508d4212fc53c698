import { Config, type Output } from "@pulumi/pulumi";
import type { PlannedJobs } from "../components/backup/plannedJobs.js";
import { BackupServerJobs } from "../components/index.js";
import type { BackupServerOffer, Catalog, Estate, ResolvedServer } from "../stacks/schema/model.js";

/**
 * Backs up the servers of an estate that stand in the provider's own datacenters.
 *
 * @param objectIds the platform's own ids of the machines by the names of their servers
 */
export function backUpOnPremises(
  estate: Estate,
  { backupServer }: Pick<Catalog, "backupServer">,
  objectIds: ReadonlyMap<string, Output<string>>,
): void {
  if (backupServer === undefined) {
    return;
  }
  const { passwordConfig } = backupServer;
  const members = estate.servers.filter(({ name }) => objectIds.has(name));
  for (const [name, jobs] of jobsByClass(estate, members, backupServer)) {
    const machines = members.flatMap((member) => {
      const id = objectIds.get(member.name);
      return id !== undefined && member.backup.name === name ? [[member.name, id] as const] : [];
    });
    new BackupServerJobs(`${estate.stack}-backups-${name}`, {
      ...jobs,
      password: new Config("comanaged").requireSecret(passwordConfig),
      machines: Object.fromEntries(machines),
    });
  }
}

/** The jobs of the backup classes that some servers name, without their members. */
export function jobsByClass(
  { stack, customer }: Pick<Estate, "stack" | "customer">,
  members: readonly ResolvedServer[],
  { passwordConfig: _config, ...server }: BackupServerOffer,
): Map<string, Omit<PlannedJobs, "key">> {
  const jobs = members.map(({ backup }): [string, Omit<PlannedJobs, "key">] => [
    backup.name,
    { estate: stack, customer: customer.name, backup, server },
  ]);
  return new Map(jobs);
}
