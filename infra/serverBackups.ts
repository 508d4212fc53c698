import { Config, type Output } from "@pulumi/pulumi";
import { BackupServerJobs } from "../components/index.js";
import type { Catalog, Estate } from "../stacks/schema/model.js";

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
  const { passwordConfig, ...server } = backupServer;
  const members = estate.servers.filter(({ name }) => objectIds.has(name));
  const classes = new Map(members.map(({ backup }) => [backup.name, backup]));
  for (const [name, backup] of classes) {
    const machines = members.flatMap((member) => {
      const id = objectIds.get(member.name);
      return id !== undefined && member.backup.name === name ? [[member.name, id] as const] : [];
    });
    new BackupServerJobs(`${estate.stack}-backups-${name}`, {
      ...{ estate: estate.stack, customer: estate.customer.name, backup, server },
      password: new Config("comanaged").requireSecret(passwordConfig),
      machines: Object.fromEntries(machines),
    });
  }
}
