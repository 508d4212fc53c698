import { systemDisk } from "../server.js";
import { diskSize, steps } from "./sizes.js";
import { type Change, type Effect, tableOf } from "./table.js";

const unnoticed: Effect = { level: "none", why: "is not noticed by the server" };
const running: Effect = { level: "online", why: "changes while the server runs" };
const stopped: Effect = { level: "reboot", why: "changes only while the machine is deallocated" };
/** Of an attached disk the register refuses it; see `azureDisks.ts`. */
const detached: Effect = { level: "online", why: "changes while no machine has the disk" };
const birth: Effect = { level: "replace", why: "counts only at birth: Azure would make another" };
const otherDisk: Effect = {
  level: "data loss",
  why: "counts only at birth: an empty disk would take the place of this one",
};

/** Azure grows the disk that a machine starts from only while the machine is deallocated. */
function systemDiskSize(change: Change): Effect {
  const effect = diskSize({ ...change, disk: systemDisk });
  return effect.level === "online"
    ? {
        level: "reboot",
        why: `grows ${steps(change)} only while the machine is deallocated; add a data disk instead`,
        refused: true,
      }
    : effect;
}

/** A virtual machine. Microsoft.Compute's documented updates and PropertyChangeNotAllowed. */
export const virtualMachine = tableOf(
  [
    [unnoticed, ["tags", "licenseType", "extensionsTimeBudget", "billingProfile"]],
    [
      running,
      [
        ...["identity", "diagnosticsProfile", "userData", "applicationProfile"],
        ...["scheduledEventsPolicy", "scheduledEventsProfile", "storageProfile.dataDisks"],
        ...["osProfile.linuxConfiguration.patchSettings"],
        ...["osProfile.windowsConfiguration.patchSettings"],
      ],
    ],
    [
      stopped,
      [
        ...["hardwareProfile", "additionalCapabilities", "securityProfile"],
        ...["priority", "evictionPolicy", "capacityReservation", "proximityPlacementGroup"],
        ...["host", "hostGroup", "storageProfile.diskControllerType"],
      ],
    ],
    [
      birth,
      [
        ...["location", "resourceGroupName", "vmName", "osProfile", "plan", "zones", "placement"],
        ...["availabilitySet", "extendedLocation", "platformFaultDomain"],
        ...["virtualMachineScaleSet", "storageProfile.alignRegionalDisksToVMZone"],
        ...["storageProfile.imageReference", "storageProfile.osDisk", "networkProfile"],
      ],
    ],
  ],
  { "storageProfile.osDisk.diskSizeGB": systemDiskSize },
  { "storageProfile.dataDisks": "lun" },
);

/** A lock against deletion: the server does not notice it. */
export const lock = tableOf(
  [
    [unnoticed, ["level", "notes", "owners"]],
    [{ level: "none", why: "takes the lock away and sets another" }, ["lockName", "scope"]],
  ],
  {},
);

/** An availability set: which machines are in it stands at the machines. */
export const availabilitySet = tableOf(
  [
    [unnoticed, ["tags", "virtualMachines"]],
    [running, ["scheduledEventsPolicy"]],
    [stopped, ["proximityPlacementGroup"]],
    [
      birth,
      [
        ...["availabilitySetName", "location", "resourceGroupName", "sku"],
        ...["platformFaultDomainCount", "platformUpdateDomainCount"],
      ],
    ],
  ],
  {},
);

/** A managed disk: it grows while it is in use; what it is made of is given at birth. */
export const disk = tableOf(
  [
    [
      unnoticed,
      [
        ...["tags", "completionPercent", "dataAccessAuthMode", "diskAccessId"],
        ...["networkAccessPolicy", "publicNetworkAccess", "supportedCapabilities"],
      ],
    ],
    [
      running,
      [
        ...["tier", "burstingEnabled", "diskIOPSReadOnly", "diskIOPSReadWrite"],
        ...["diskMBpsReadOnly", "diskMBpsReadWrite"],
      ],
    ],
    [detached, ["sku"]],
    [stopped, ["encryption", "maxShares", "optimizedForFrequentAttach", "supportsHibernation"]],
    [
      otherDisk,
      [
        ...["creationData", "diskName", "location", "resourceGroupName", "zones", "osType"],
        ...["encryptionSettingsCollection", "extendedLocation", "hyperVGeneration"],
        ...["purchasePlan", "securityProfile"],
      ],
    ],
  ],
  { diskSizeGB: diskSize },
);

/** A network interface: its addresses and its firewall change while the machine runs. */
export const networkInterface = tableOf(
  [
    [unnoticed, ["tags", "id", "migrationPhase"]],
    [running, ["dnsSettings", "ipConfigurations", "networkSecurityGroup", "enableIPForwarding"]],
    [
      stopped,
      [
        ...["enableAcceleratedNetworking", "auxiliaryMode", "auxiliarySku", "nicType"],
        ...["disableTcpStateTracking", "workloadType"],
      ],
    ],
    [
      birth,
      [
        ...["location", "networkInterfaceName", "resourceGroupName", "extendedLocation"],
        "privateLinkService",
      ],
    ],
  ],
  {},
);

/** A network security group: its rules change at once, its identity never. */
export const networkSecurityGroup = tableOf(
  [
    [unnoticed, ["tags", "id"]],
    [running, ["securityRules", "flushConnection"]],
    [birth, ["location", "networkSecurityGroupName", "resourceGroupName"]],
  ],
  {},
);

const laterWindows: Effect = {
  level: "none",
  why: "decides what happens in later windows, and no server notices it before",
};
const remade: Effect = {
  level: "none",
  why: "makes the window anew: no server notices it, but none is patched in between",
};

/** A maintenance configuration: when servers are patched, and with what. */
export const windowConfiguration = tableOf(
  [
    [unnoticed, ["tags", "namespace", "visibility"]],
    [
      laterWindows,
      [
        ...["duration", "expirationDateTime", "extensionProperties", "installPatches"],
        ...["recurEvery", "startDateTime", "timeZone"],
      ],
    ],
    [remade, ["location", "maintenanceScope", "resourceGroupName", "resourceName"]],
  ],
  {},
);

/** The assignment of a configuration: which servers are patched in its windows. */
export const windowAssignment = tableOf(
  [
    [laterWindows, ["filter", "maintenanceConfigurationId", "resourceId"]],
    [remade, ["configurationAssignmentName", "location"]],
  ],
  {},
);

const laterBackups: Effect = {
  level: "none",
  why: "decides what becomes of later backups, and no server notices it",
};
const otherBackups: Effect = {
  level: "none",
  why: "begins backups anew: no server notices it, but those before are found elsewhere",
};

/** What has a machine backed up: the server does not notice it. */
export const protectedItem = tableOf(
  [
    [unnoticed, ["tags", "eTag", "location"]],
    [laterBackups, ["properties"]],
    [
      otherBackups,
      ["containerName", "fabricName", "protectedItemName", "resourceGroupName", "vaultName"],
    ],
  ],
  {},
);
