import { slotOf } from "../service/diskSlots.js";
import { type Disk, type ServerDescription, systemDisk } from "../service/server.js";

/** A disk with everything that follows from its label. */
export interface PlannedDisk extends Disk {
  readonly label: string;
  /** Slot on the controller, 0 for the system disk. */
  readonly slot: number;
}

/** The disks that a machine has: all but those that are removed. */
export function attachedDisks(disks: ServerDescription["disks"]): PlannedDisk[] {
  return planDisks(disks).filter(({ removed }) => removed !== true);
}

/** The disks of a server: the system disk first, then the data disks in the order of their labels. */
export function planDisks(disks: ServerDescription["disks"]): PlannedDisk[] {
  const rank = (label: string) => (label === systemDisk ? "" : label);
  return Object.entries(disks)
    .sort(([a], [b]) => (rank(a) < rank(b) ? -1 : 1))
    .map(([label, disk]) => ({ ...disk, label, slot: slotOf(label, disk) }));
}

/**
 * The EC2 device name of a data disk: `/dev/xvdba` for slot 1 to `/dev/xvdcz` for slot 52, the
 * range that EC2 keeps for volumes on both Linux and Windows.
 */
export function deviceName(slot: number): string {
  const index = slot - 1;
  return `/dev/xvd${index < 26 ? "b" : "c"}${String.fromCharCode(97 + (index % 26))}`;
}

/**
 * The name of a disk in Azure. No label and no server name has an underscore, so two disks of a
 * resource group never share a name.
 *
 * @param generation of the server, for a disk that comes back while its predecessor still stands
 */
export function azureDiskName(server: string, label: string, generation = 1): string {
  return generation === 1 ? `${server}_${label}` : `${server}_${label}_${generation}`;
}
