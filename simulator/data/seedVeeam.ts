import type { WorldObject } from "../core/journal.js";
import type { JsonObject } from "../core/json.js";
import { type Kind, platform } from "../veeam/call.js";

/** Host of the simulated backup server. */
export const backupHost = "backup.example.edu";

const id = (number: number) => `10000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

function thing(kind: Kind, properties: JsonObject & { id: string }): WorldObject {
  return { platform, place: backupHost, kind, id: properties.id, properties };
}

/** A repository whose files nobody can change for so many days. */
function hardened(number: number, name: string, days: number): WorldObject {
  const mount = { mountServerId: id(90), writeCacheFolder: "/var/cache", vPowerNFSEnabled: true };
  return thing("Repository", {
    ...{ id: id(number), name, description: "", type: "LinuxHardened", hostId: id(80 + number) },
    repository: { path: `/backups/${name}`, makeRecentBackupsImmutableDays: days },
    mountServer: { mountServerSettingsType: "linux", linux: mount },
  });
}

/**
 * The server itself, with the repository that it is installed with, and with backups of its
 * configuration there.
 */
function theServerItself(): WorldObject[] {
  const mount = { mountServerId: id(90), writeCacheFolder: "/var/cache", vPowerNFSEnabled: true };
  return [
    thing("ManagedServer", {
      ...{ id: id(80), name: backupHost, description: "", type: "LinuxHost", status: "Available" },
      ...{ credentialsStorageType: "Certificate", isBackupServer: true },
    }),
    thing("Repository", {
      ...{ id: id(3), name: "Default Backup Repository", description: "", type: "LinuxLocal" },
      ...{ hostId: id(80), repository: { path: "/var/lib/veeam/backup" } },
      mountServer: { mountServerSettingsType: "linux", linux: mount },
    }),
    thing("ConfigBackup", {
      ...{ id: id(51), isEnabled: true, backupRepositoryId: id(3), restorePointsToKeep: 10 },
      notifications: { SNMPEnabled: false },
      schedule: {
        isEnabled: true,
        daily: { isEnabled: true, localTime: "10:00", dailyKind: "Everyday" },
        monthly: { isEnabled: false },
      },
      lastSuccessfulBackup: {},
      encryption: { isEnabled: false, passwordId: "00000000-0000-0000-0000-000000000000" },
    }),
  ];
}

/** A backup server with a repository at each of two sites and a password that encrypts backups. */
export function veeamSeed(): WorldObject[] {
  return [
    hardened(1, "hardened-main", 120),
    hardened(2, "hardened-second-site", 120),
    ...theServerItself(),
    thing("ProtectionGroup", {
      ...{ id: id(31), name: "co-managed-hardware", description: "", isDisabled: false },
      ...{ type: "IndividualComputers", computers: [] },
    }),
    thing("Credentials", {
      ...{ id: id(41), username: "root", description: "co-managed", type: "Linux" },
      ...{ creationTime: "2026-01-01T00:00:00Z", authenticationType: "SshKey" },
    }),
    thing("Credentials", {
      ...{ id: id(42), username: "CO\\backup", description: "co-managed", type: "Standard" },
      creationTime: "2026-01-01T00:00:00Z",
    }),
    thing("EncryptionPassword", {
      ...{ id: id(21), hint: "co-managed", uniqueId: "co-managed" },
      ...{ modificationTime: "2026-01-01T00:00:00Z", isImported: false },
    }),
  ];
}
