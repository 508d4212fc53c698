import { createHash } from "node:crypto";
import { type Disk, systemDisk } from "./server.js";

/** The slots of data disks, 1 to 52; the system disk is in slot 0. */
export const dataSlots = 52;

/** Chosen so that the two dozen labels in common use all get different slots. Never change it. */
const salt = "slot954:";

/**
 * The slot in which a disk sits on its controller, from its label alone, so that adding,
 * removing or reordering other disks never moves it. Two labels of one server can meet in one
 * slot; {@link slotConflicts} finds them.
 */
export function diskSlot(label: string): number {
  if (label === systemDisk) {
    return 0;
  }
  const digest = createHash("sha256")
    .update(salt + label)
    .digest();
  return 1 + (digest.readUInt32BE(0) % dataSlots);
}

/** The slot of a disk: where it was adopted, or what its label says. */
export function slotOf(label: string, disk: Pick<Disk, "adopted"> | undefined): number {
  return disk?.adopted?.slot ?? diskSlot(label);
}

/** Labels of the disks that share slots: the system disk has a place of its own unless adopted. */
export function slottedLabels(disks: Readonly<Record<string, Pick<Disk, "adopted">>>): string[] {
  return Object.keys(disks).filter(
    (label) => label !== systemDisk || disks[label]?.adopted !== undefined,
  );
}

/**
 * Pairs of labels that would share a slot, the second of each pair being the one to rename.
 *
 * @param slot the slot of a label; what the label says when absent
 */
export function slotConflicts(
  labels: readonly string[],
  slot: (label: string) => number = diskSlot,
): [string, string][] {
  const taken = new Map<number, string>();
  const conflicts: [string, string][] = [];
  for (const label of labels) {
    const place = slot(label);
    const holder = taken.get(place);
    if (holder === undefined) {
      taken.set(place, label);
    } else {
      conflicts.push([holder, label]);
    }
  }
  return conflicts;
}
