import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import type { CustomResourceOptions, Resource } from "@pulumi/pulumi";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import { type ServerDescription, systemDisk } from "../service/server.js";
import { idempotencyTag, scheduleTags, serverTags } from "../service/tags.js";
import { birthOnly, osProfile } from "./azureAccess.js";
import type { BuiltServer } from "./builtServer.js";
import type { AzurePlacement } from "./placement.js";
import { isDiskProtected, machineOptions } from "./protection.js";
import { azureDiskName, type PlannedDisk, planDisks } from "./server.plan.js";

/** Everything that the parts of one server share. */
interface Build {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly placement: AzurePlacement;
  readonly child: CustomResourceOptions;
}

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
  const { group, nic } = createInterface(build);
  const disks = data.map((disk) => ({ disk, made: createDisk(build, disk) }));
  const dataDisks = disks
    .filter(({ disk }) => disk.removed !== true)
    .sort((a, b) => a.disk.slot - b.disk.slot)
    .map(({ disk, made }) => attached(disk, made));
  const machine = new compute.VirtualMachine(
    `${name}-machine`,
    {
      ...place(build),
      vmName: name,
      hardwareProfile: { vmSize: placement.machineType },
      networkProfile: { networkInterfaces: [{ id: nic.id, primary: true }] },
      osProfile: osProfile(name, placement.administrator),
      storageProfile: {
        imageReference: { ...placement.image },
        ...(system && { osDisk: systemDiskOf(build, system) }),
        dataDisks,
      },
      securityProfile: {
        encryptionAtHost: true,
        securityType: "TrustedLaunch",
        uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
      },
      identity: { type: "SystemAssigned" },
      diagnosticsProfile: { bootDiagnostics: { enabled: true } },
      tags: { ...keyed(build), ...scheduleTags(server) },
    },
    {
      ...build.child,
      ignoreChanges: birthOnly(placement.administrator),
      ...machineOptions(placement.confirmed),
    },
  );
  const address = nic.ipConfigurations.apply((all) => all?.[0]?.privateIPAddress ?? "");
  return {
    machineId: machine.vmId,
    address,
    parts: [machine, nic, group, ...disks.map(({ made }) => made)],
  };
}

function childOptions(parent: Resource, placement: AzurePlacement): CustomResourceOptions {
  const { provider, hooks } = placement;
  return { parent, ...(provider && { provider }), ...(hooks && { hooks }) };
}

function place({ placement }: Build) {
  const { resourceGroupName, location } = placement;
  return { resourceGroupName, location };
}

/** The tags of a part of the server, with the key by which an interrupted run finds it. */
function keyed({ name, tags }: Build, role?: string): Record<string, string> {
  return { ...tags, [idempotencyTag]: idempotencyKey(name, role) };
}

function createInterface(build: Build): {
  readonly group: network.NetworkSecurityGroup;
  readonly nic: network.NetworkInterface;
} {
  const { name, placement, child } = build;
  const group = new network.NetworkSecurityGroup(
    `${name}-firewall`,
    { ...place(build), networkSecurityGroupName: name, tags: keyed(build, "firewall") },
    child,
  );
  const nic = new network.NetworkInterface(
    `${name}-interface`,
    {
      ...place(build),
      networkInterfaceName: name,
      ipConfigurations: [
        {
          name: "main",
          primary: true,
          privateIPAllocationMethod: "Dynamic",
          subnet: { id: placement.subnetId },
        },
      ],
      networkSecurityGroup: { id: group.id },
      tags: keyed(build, "interface"),
    },
    child,
  );
  return { group, nic };
}

function systemDiskOf({ name, placement }: Build, { sizeGiB, tier }: PlannedDisk) {
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

function createDisk(build: Build, disk: PlannedDisk): compute.Disk {
  const { label, sizeGiB, tier } = disk;
  const { name, placement, child } = build;
  return new compute.Disk(
    `${name}-disk-${label}`,
    {
      ...place(build),
      diskName: azureDiskName(name, label),
      creationData: { createOption: "Empty" },
      diskSizeGB: sizeGiB,
      sku: { name: placement.diskTypes[tier].type },
      encryption: {
        type: "EncryptionAtRestWithCustomerKey",
        diskEncryptionSetId: placement.diskEncryptionSetId,
      },
      networkAccessPolicy: "DenyAll",
      publicNetworkAccess: "Disabled",
      tags: keyed(build, label),
    },
    { ...child, protect: isDiskProtected(disk, placement.confirmed) },
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
