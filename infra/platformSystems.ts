import { Config, type Output, RunError } from "@pulumi/pulumi";
import * as vsphere from "@pulumi/vsphere";
import {
  BackupServerConfiguration,
  BackupServerJobs,
  type Member,
  VcenterBackup,
} from "../components/index.js";
import {
  type BackedUpPlatform,
  backedUpPlatforms,
} from "../components/service/backup/backupServer.js";
import {
  type PlatformSystem,
  platformSystemNames,
  systemBackedUpAs,
} from "../components/service/backup/platformSystem.js";
import { computed } from "../components/service/backup/rpo.js";
import { formatDuration } from "../components/service/duration.js";
import { ruledYears } from "../components/service/time/touchedHours.js";
import type { BackupServerOffer, Catalog, Site } from "../stacks/schema/model.js";

/**
 * Backs up the systems that the platform itself consists of, and gives the outputs that say how.
 *
 * @throws RunError when a virtual machine is to be backed up and the site has no vCenter
 */
export async function backUpSystems(
  site: Site,
  { platformSystems, backupServer }: Pick<Catalog, "platformSystems" | "backupServer">,
): Promise<Readonly<Record<string, unknown>>> {
  const machines = await findMachines(site, platformSystems);
  const secret = (key: string) => new Config("comanaged").requireSecret(key);
  for (const { name, backup, backedUp } of platformSystems) {
    if (backedUp.by === "vcenter") {
      const { by: _vcenter, ...files } = backedUp;
      new VcenterBackup(`site-backups-${name}`, {
        ...{ backup, files, password: secret(files.passwordConfig) },
        locationPassword: secret(files.locationPasswordConfig),
        encryptionPassword: secret(files.encryptionPasswordConfig),
      });
    }
  }
  if (backupServer !== undefined) {
    for (const platform of backedUpPlatforms) {
      createJobs(site, platformSystems, { platform, offer: backupServer, secret, machines });
    }
    for (const { name, backup, backedUp } of platformSystems) {
      if (backedUp.by === "configuration") {
        const { passwordConfig, ...server } = backupServer;
        const { repository } = backedUp;
        const password = secret(passwordConfig);
        new BackupServerConfiguration(`site-backups-${name}`, {
          ...{ backup, server, repository, password },
        });
      }
    }
  }
  return platformSystems.length === 0
    ? {}
    : { platformSystems: Object.fromEntries(platformSystems.map((one) => [one.name, facts(one)])) };
}

interface On {
  readonly platform: BackedUpPlatform;
  readonly offer: BackupServerOffer;
  readonly secret: (key: string) => Output<string>;
  /** Ids of virtual machines in the vCenter, by their names. */
  readonly machines: ReadonlyMap<string, string>;
}

/** One job for each class that systems on a platform have. */
function createJobs(
  site: Site,
  systems: readonly PlatformSystem[],
  { platform, offer, secret, machines }: On,
): void {
  const own = systems.filter((system) => systemBackedUpAs(system) === platform);
  const { passwordConfig, ...server } = offer;
  for (const backup of new Map(own.map((system) => [system.backup.name, system.backup])).values()) {
    const members = own.filter((system) => system.backup.name === backup.name);
    new BackupServerJobs(`site-backups-${platform}-${backup.name}`, {
      ...{ estate: "site", customer: site.organization.name, platform, backup, server },
      password: secret(passwordConfig),
      machines: Object.fromEntries(members.map((system) => memberOf(system, offer, machines))),
    });
  }
}

/** A member by the name that the backup server knows. */
function memberOf(
  { name, backedUp }: PlatformSystem,
  { vcenter, protectionGroup = "" }: BackupServerOffer,
  machines: ReadonlyMap<string, string>,
): [string, Member] {
  if (backedUp.by === "computer") {
    return [backedUp.computer, { host: protectionGroup, objectId: backedUp.computer }];
  }
  const machine = backedUp.by === "machine" ? backedUp.machine : name;
  return [machine, { host: vcenter, objectId: machines.get(machine) ?? "" }];
}

/** The vCenter's ids of the virtual machines among the systems. */
async function findMachines(
  { vsphere: vcenter }: Site,
  systems: readonly PlatformSystem[],
): Promise<ReadonlyMap<string, string>> {
  const names = systems.flatMap(({ backedUp }) =>
    backedUp.by === "machine" ? [backedUp.machine] : [],
  );
  if (names.length === 0) {
    return new Map();
  }
  if (vcenter === undefined) {
    throw new RunError(
      `${names.join(", ")} of platformSystems are virtual machines of the vCenter, and site.yaml has no vsphere.`,
    );
  }
  const { id: datacenterId } = await vsphere.getDatacenter({ name: vcenter.datacenter });
  const found = names.map(async (name): Promise<[string, string]> => {
    const { moid } = await vsphere.getVirtualMachine({ name, datacenterId });
    return [name, moid];
  });
  return new Map(await Promise.all(found));
}

/** What the outputs tell of a system: what is promised, and who keeps it. */
function facts({ what, backup, backedUp }: PlatformSystem) {
  const { rpoMinutes } = computed(backup, ruledYears);
  return {
    ...{ what: platformSystemNames[what], backupClass: backup.name, backedUpBy: backedUp.by },
    ...{ rpo: formatDuration(rpoMinutes), rto: "undetermined" },
  };
}
