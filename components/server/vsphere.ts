import { getStack, type Resource } from "@pulumi/pulumi";
import * as vsphere from "@pulumi/vsphere";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import { prefixLength } from "../service/addresses.js";
import { type ServerDescription, type StorageTier, systemDisk } from "../service/server.js";
import { shutdownMinutes } from "../service/shutdown.js";
import { addressSetting, guestinfo, idempotencySetting, restoredSetting } from "../service/tags.js";
import { adopting } from "./adopting.js";
import type { BuiltServer } from "./builtServer.js";
import { hardening } from "./hardening.js";
import type { VsphereInterface } from "./interfaces.js";
import type { VspherePlacement } from "./placement.js";
import { machineOptions } from "./protection.js";
import { attachedDisks, type PlannedDisk } from "./server.plan.js";
import { customize } from "./vsphereCustomization.js";
import { takeSnapshots } from "./vsphereSnapshots.js";

/** All four SCSI controllers from birth on: adding one later would interrupt the server. */
const scsiControllers = 4;

/** Builds a server as a virtual machine cloned from its image's template. */
export function buildOnVsphere(
  parent: Resource,
  name: string,
  server: ServerDescription,
  placement: VspherePlacement,
): BuiltServer {
  const options = {
    parent,
    ...(placement.provider && { provider: placement.provider }),
    ...(placement.hooks && { hooks: placement.hooks }),
    dependsOn: [...(placement.after ?? [])],
    // The template counts only at birth: a newer one must not replace a server that runs, and
    // its guest system must not restart it. Backup tools write attributes of their own, and no
    // look-up tells of them: the whole map is left as it is, or theirs would be removed.
    ignoreChanges: ["clone", "guestId", "customAttributes"],
    ...machineOptions(placement.confirmed, server.generation),
  };
  const machine = new vsphere.VirtualMachine(
    `${name}-machine`,
    {
      name,
      folder: placement.folder,
      resourcePoolId: placement.resourcePoolId,
      datastoreId: placement.datastoreIds.standard,
      ...policyOf("standard", placement),
      ...(placement.template.guestId !== undefined && { guestId: placement.template.guestId }),
      ...vsphereHardware(server, placement),
      disks: attachedDisks(server.disks).map((disk) => virtualDisk(disk, placement)),
      clone: {
        templateUuid: placement.template.uuid,
        customize: customize(name, placement.customization, placement.interfaces),
      },
      tags: [...placement.tagIds],
      customAttributes: attributesOf(name, placement),
      // A guest that does not shut down in time is left running, and the change fails.
      forcePowerOff: false,
      shutdownWaitTimeout: shutdownMinutes,
      extraConfig: {
        ...hardening,
        ...guestinfo(server),
        [addressSetting]: addressText(placement.interfaces),
        [idempotencySetting]: idempotencyKey(name),
        // What is told anew is set anew, whatever the backup said of the machine.
        ...(server.broughtBackTo !== undefined && { [restoredSetting]: server.broughtBackTo }),
      },
      // The settings above are read by guests and tools while they run; none needs a restart.
      extraConfigRebootRequired: false,
    },
    adopting(options, "vsphere:index/virtualMachine:VirtualMachine", placement.adopt?.machine),
  );
  if (placement.adopt === undefined) {
    takeSnapshots(machine, name, server.snapshots, {
      parent,
      ...(placement.provider && { provider: placement.provider }),
    });
  }
  return {
    machineId: machine.uuid,
    address: machine.defaultIpAddress,
    managedObjectId: machine.moid,
    diskFiles: machine.disks.apply(filesOf),
    parts: [machine],
  };
}

/** Everything of a virtual machine whose change can restart it. */
export function vsphereHardware(server: ServerDescription, { interfaces }: VspherePlacement) {
  return {
    firmware: "efi",
    efiSecureBootEnabled: true,
    ...(server.tpm === true && { vtpm: { version: "2.0" } }),
    numCpus: server.cpus,
    memory: server.memoryGiB * 1024,
    // Hot-add is judged on the value before the change, so it is on from birth.
    cpuHotAddEnabled: true,
    memoryHotAddEnabled: true,
    scsiControllerCount: scsiControllers,
    networkInterfaces: interfaces.map(({ networkId }) => ({ networkId, adapterType: "vmxnet3" })),
    enableLogging: true,
    toolsUpgradePolicy: "upgradeAtPowerCycle",
  };
}

/** The file of each disk by label. */
function filesOf(
  disks: readonly { readonly label?: string; readonly path?: string }[],
): Record<string, string> {
  return Object.fromEntries(
    disks.flatMap(({ label = "", path }) => (path === undefined ? [] : [[label, path]])),
  );
}

function attributesOf(name: string, { attributeIds }: VspherePlacement) {
  return { [attributeIds.estate]: getStack(), [attributeIds.key]: idempotencyKey(name) };
}

/** The addresses in the order of the interfaces, such as `10.240.200.10/16 dynamic`. */
function addressText(interfaces: readonly VsphereInterface[]): string {
  return interfaces
    .map(({ fixed }) =>
      fixed === undefined ? "dynamic" : `${fixed.address}/${prefixLength(fixed.plan.cidr)}`,
    )
    .join(" ");
}

/** The storage policy of a tier that has one; the machine's own files lie on the standard tier. */
function policyOf(tier: StorageTier, { storagePolicyIds }: VspherePlacement) {
  const id = storagePolicyIds?.[tier];
  return id === undefined ? {} : { storagePolicyId: id };
}

function virtualDisk(disk: PlannedDisk, placement: VspherePlacement) {
  const { path } = disk;
  const place = {
    label: disk.adopted?.label ?? disk.label,
    unitNumber: disk.slot,
    datastoreId: placement.datastoreIds[disk.tier],
    ...policyOf(disk.tier, placement),
  };
  // A file that is attached keeps its size and stays when the machine goes.
  return path === undefined ? { ...place, ...fresh(disk) } : { ...place, attach: true, path };
}

function fresh(disk: PlannedDisk) {
  return {
    size: disk.sizeGiB,
    thinProvisioned: true,
    // A data disk that leaves the description is detached, never deleted.
    keepOnRemove: disk.label !== systemDisk,
  };
}
