import * as compute from "@pulumi/azure-native/compute";
import type * as network from "@pulumi/azure-native/network";
import { type CustomResourceOptions, type Output, output, type Resource } from "@pulumi/pulumi";
import { type ServerDescription, systemDisk } from "../service/server.js";
import { releaseTag, scheduleTags, serverTags } from "../service/tags.js";
import { adopting } from "./adopting.js";
import { birthOnly, osProfile } from "./azureAccess.js";
import { protect } from "./azureBackup.js";
import { type AzureBuild, bornWith, keyed, place } from "./azureBuild.js";
import { createInterfaces } from "./azureInterfaces.js";
import { lockInProduction } from "./azureLock.js";
import { birthAt, swapSystemDisk } from "./azureRestored.js";
import type { BuiltServer } from "./builtServer.js";
import type { AzurePlacement } from "./placement.js";
import { isDiskProtected, machineOptions } from "./protection.js";
import { azureDiskName, type PlannedDisk, planDisks } from "./server.plan.js";

/** Builds a server as an Azure virtual machine with a managed disk for each data disk. */
export function buildOnAzure(
  parent: Resource,
  name: string,
  server: ServerDescription,
  placement: AzurePlacement,
): BuiltServer {
  const tags = { ...serverTags(server), Name: name };
  const build = { name, tags, placement, child: childOptions(parent, placement) };
  const [system, ...data] = planDisks(server.disks);
  const { groups, cards } = createInterfaces(build, server);
  const disks = data.map((disk) => ({ disk, made: createDisk(build, disk, server.generation) }));
  const dataDisks = disks
    .filter(({ disk }) => disk.removed !== true)
    .sort((a, b) => a.disk.slot - b.disk.slot)
    .map(({ disk, made }) => attached(disk, made));
  const machine = new compute.VirtualMachine(
    `${name}-machine`,
    {
      ...place(build),
      vmName: name,
      ...(placement.availabilitySetId !== undefined && {
        availabilitySet: { id: placement.availabilitySetId },
      }),
      ...azureHardware(placement),
      networkProfile: {
        networkInterfaces: cards.map(({ id }, index) => ({ id, primary: index === 0 })),
      },
      osProfile: osProfile(name, placement.administrator),
      storageProfile: {
        imageReference: { ...placement.image },
        ...(system && { osDisk: systemDiskOf(build, system) }),
        dataDisks,
      },
      identity: { type: "SystemAssigned" },
      diagnosticsProfile: { bootDiagnostics: { enabled: true } },
      tags: { ...keyed(build), ...scheduleTags(server) },
    },
    adopting(
      {
        ...build.child,
        // The job that judges test rings writes this tag.
        ignoreChanges: [...birthOnly(placement.administrator), `tags.${releaseTag}`],
        // Azure takes no interface from or to a machine that runs, and moves none into a set.
        replaceOnChanges: ["networkProfile", "availabilitySet"],
        ...machineOptions(placement.confirmed, server.generation),
      },
      "azure-native:compute:VirtualMachine",
      placement.adopt?.machine,
    ),
  );
  const locks = lockInProduction(build, server, machine.id);
  const swaps = system === undefined ? [] : swapSystemDisk(build, system, { ...server, machine });
  const items = protect(build, machine);
  const address = firstAddress(cards);
  return {
    machineId: machine.vmId,
    address,
    parts: [
      machine,
      ...[...swaps, ...locks, ...items, ...cards, ...groups],
      ...disks.map(({ made }) => made),
    ],
  };
}

/** Everything of a machine whose change restarts it. */
export function azureHardware({ machineType }: AzurePlacement) {
  return {
    hardwareProfile: { vmSize: machineType },
    securityProfile: {
      encryptionAtHost: true,
      securityType: "TrustedLaunch",
      uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
    },
  } as const;
}

/** Everything of a managed disk whose change restarts the machine that has it. */
export function azureDiskHardware({ diskEncryptionSetId }: AzurePlacement) {
  return {
    encryption: { type: "EncryptionAtRestWithCustomerKey", diskEncryptionSetId },
  } as const;
}

function firstAddress([first]: readonly network.NetworkInterface[]): Output<string> {
  const configurations = first?.ipConfigurations ?? output(undefined);
  return configurations.apply((all) => all?.[0]?.privateIPAddress ?? "");
}

function childOptions(parent: Resource, placement: AzurePlacement): CustomResourceOptions {
  const { provider, hooks, after = [] } = placement;
  return {
    ...{ parent, dependsOn: [...after] },
    ...(provider && { provider }),
    ...(hooks && { hooks }),
  };
}

function systemDiskOf({ name, placement }: AzureBuild, { sizeGiB, tier }: PlannedDisk) {
  return {
    name: azureDiskName(name, systemDisk),
    createOption: "FromImage",
    deleteOption: "Delete",
    caching: "ReadWrite",
    diskSizeGB: sizeGiB,
    managedDisk: {
      storageAccountType: placement.diskTypes[tier].type,
      diskEncryptionSet: { id: placement.diskEncryptionSetId },
    },
  } as const;
}

function createDisk(build: AzureBuild, disk: PlannedDisk, generation = 1): compute.Disk {
  const { label, sizeGiB, tier } = disk;
  const { name, placement, child } = build;
  const { disks, yielding } = birthAt(build);
  const restored = disks[label];
  const makesRoom = placement.confirmed?.reimage === true && yielding.includes(label);
  return new compute.Disk(
    `${name}-disk-${label}`,
    {
      ...place(build),
      diskName: azureDiskName(name, label, restored === undefined ? undefined : generation),
      creationData:
        restored === undefined
          ? { createOption: "Empty" }
          : { createOption: "Copy", sourceResourceId: restored },
      diskSizeGB: sizeGiB,
      sku: { name: placement.diskTypes[tier].type },
      ...azureDiskHardware(placement),
      networkAccessPolicy: "DenyAll",
      publicNetworkAccess: "Disabled",
      tags: keyed(build, label),
    },
    adopting(
      {
        ...child,
        ...(restored === undefined
          ? { ignoreChanges: [...bornWith("diskName"), "creationData"] }
          : {
              ignoreChanges: bornWith("diskName"),
              replaceOnChanges: ["creationData"],
              // The machine that holds the one before goes later.
              deleteBeforeReplace: false,
            }),
        protect: isDiskProtected(disk, placement.confirmed) && !makesRoom,
      },
      "azure-native:compute:Disk",
      placement.adopt?.disks[label]?.id,
    ),
  );
}

/** A data disk keeps its lun whatever happens to the others: the label decides it. */
function attached({ slot }: PlannedDisk, disk: compute.Disk) {
  return {
    lun: slot,
    createOption: "Attach",
    deleteOption: "Detach",
    caching: "None",
    managedDisk: { id: disk.id },
  } as const;
}
