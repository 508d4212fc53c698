import * as vsphere from "@pulumi/vsphere";
import type { Disk } from "../../components/service/server.js";
import type { Catalog } from "../../stacks/schema/model.js";
import {
  imageOf,
  labelOf,
  networksOf,
  offered,
  onlyFit,
  type Standing,
  type Wish,
} from "./standing.js";

/** A virtual machine of the catalog's vCenter as it stands. */
export async function standsOnVsphere(
  wish: Wish,
  { platforms, images, networks }: Catalog,
): Promise<Standing> {
  const { datacenter } = offered(platforms.vsphere, "The catalog does not offer vSphere.");
  const { id: datacenterId } = await vsphere.getDatacenter({ name: datacenter });
  const found = await vsphere.getVirtualMachine(namedBy(wish.machine, datacenterId));
  const portGroups = await Promise.all(
    Object.values(networks).flatMap((network) =>
      network.platform === "vsphere"
        ? [
            vsphere
              .getNetwork({ name: network.portGroup, datacenterId })
              .then(({ id }) => ({ name: network.name, id })),
          ]
        : [],
    ),
  );
  const templates = await Promise.all(
    // Nothing tells the guest system of an item of a content library.
    Object.values(images).flatMap(({ name, source }) =>
      source !== undefined && "template" in source
        ? [
            vsphere
              .getVirtualMachine({ name: source.template, datacenterId })
              .then(({ guestId }) => ({ name, guestId })),
          ]
        : [],
    ),
  );
  return {
    platform: "vsphere",
    image: imageOf(
      wish,
      found.guestId,
      images,
      templates.filter(({ guestId }) => guestId === found.guestId).map(({ name }) => name),
    ),
    networks: networksOf(
      found.networkInterfaces.map(({ networkId }) =>
        onlyFit(
          "network",
          networkId,
          portGroups.filter(({ id }) => id === networkId).map(({ name }) => name),
          "Add it to the catalog.",
        ),
      ),
    ),
    cpus: found.numCpus ?? 0,
    memoryGiB: (found.memory ?? 0) / 1024,
    disks: Object.fromEntries(
      found.disks.map((disk, index) => [labelOf(index), diskOf(disk, index)]),
    ),
    // The provider imports by path as well, and a path changes when somebody moves the machine.
    adopt: { machine: found.moid, interfaces: {}, disks: {} },
  };
}

/** What a person calls a machine: its managed object, its UUID or its path. */
function namedBy(machine: string, datacenterId: string): vsphere.GetVirtualMachineArgs {
  if (/^vm-\d+$/.test(machine)) {
    return { moid: machine, datacenterId };
  }
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(machine)
    ? { uuid: machine.toLowerCase(), datacenterId }
    : { name: machine, datacenterId };
}

/** An import calls the disks `disk0`, `disk1` and so on, in the order in which they sit. */
function diskOf(
  { size, unitNumber }: { readonly size: number; readonly unitNumber: number },
  index: number,
): Disk {
  return { sizeGiB: size, tier: "standard", adopted: { slot: unitNumber, label: `disk${index}` } };
}
