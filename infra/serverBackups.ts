import { Config, type Output } from "@pulumi/pulumi";
import type { PlannedJobs } from "../components/backup/plannedJobs.js";
import { BackupServerJobs, hypervHostNamed, type Member } from "../components/index.js";
import {
  type BackedUpPlatform,
  backedUpAs,
  backedUpPlatforms,
  usesAgent,
} from "../components/service/backup/backupServer.js";
import type { BackupServerOffer, Catalog, Estate, ResolvedServer } from "../stacks/schema/model.js";

/**
 * Backs up the servers of an estate that stand in datacenters, and not in clouds.
 *
 * @param objectIds the platform's own ids of the machines by the names of their servers
 */
export function backUpOnPremises(
  estate: Estate,
  { backupServer, platforms }: Pick<Catalog, "backupServer" | "platforms">,
  objectIds: ReadonlyMap<string, Output<string>>,
): void {
  if (backupServer === undefined) {
    return;
  }
  const { passwordConfig, protectionGroup } = backupServer;
  for (const jobs of jobsOf(estate, backupServer)) {
    const machines = membersOf(estate, jobs).flatMap((server): [string, Member][] => {
      const objectId = objectIds.get(server.name);
      const host = usesAgent(jobs.platform)
        ? protectionGroup
        : virtualHostOf(server, { backupServer, platforms });
      const formerly = usesAgent(jobs.platform) && server.formerly;
      return objectId && host !== undefined
        ? [[server.name, { host, objectId, ...(formerly && { formerly }) }]]
        : [];
    });
    if (machines.length > 0) {
      new BackupServerJobs(nameOf(jobs), {
        ...jobs,
        password: new Config("comanaged").requireSecret(passwordConfig),
        machines: Object.fromEntries(machines),
      });
    }
  }
}

/** What a virtual machine stands on, as the backup server knows it. */
export function virtualHostOf(
  server: ResolvedServer,
  { backupServer, platforms }: Pick<Catalog, "backupServer" | "platforms">,
): string | undefined {
  if (server.platform !== "hyperv") {
    return backupServer?.vcenter;
  }
  // The backup server knows machines that VMM manages through VMM.
  const host = server.networks[0]?.network.host ?? "";
  return platforms.hyperv && hypervHostNamed(host, platforms.hyperv)?.address;
}

/** The jobs that the backup classes of an estate ask for, without their members. */
export function jobsOf(
  { stack, customer, servers }: Pick<Estate, "stack" | "customer" | "servers">,
  { passwordConfig: _config, ...server }: BackupServerOffer,
): Omit<PlannedJobs, "key">[] {
  const classes = new Map(servers.map(({ backup }) => [backup.name, backup]));
  return [...classes.values()].flatMap((backup) =>
    backedUpPlatforms
      .map((platform) => ({ estate: stack, customer: customer.name, platform, backup, server }))
      .filter((jobs) => membersOf({ servers }, jobs).length > 0),
  );
}

interface OfJobs {
  readonly platform: BackedUpPlatform;
  readonly backup: { readonly name: string };
}

function membersOf({ servers }: Pick<Estate, "servers">, jobs: OfJobs): readonly ResolvedServer[] {
  return servers.filter(
    (server) =>
      backedUpAs(server) === jobs.platform &&
      server.backup.name === jobs.backup.name &&
      // An agent would be installed on what is only being taken over.
      !(usesAgent(jobs.platform) && server.adopt !== undefined),
  );
}

function nameOf({ estate, platform, backup }: OfJobs & { readonly estate: string }): string {
  const where = platform === "vsphere" ? "" : `${platform}-`;
  return `${estate}-backups-${where}${backup.name}`;
}
