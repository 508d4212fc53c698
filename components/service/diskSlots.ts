import { createHash } from "node:crypto";
import { systemDisk } from "./server.js";

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

/** Pairs of labels that would share a slot, the second of each pair being the one to rename. */
export function slotConflicts(labels: readonly string[]): [string, string][] {
  const taken = new Map<number, string>();
  const conflicts: [string, string][] = [];
  for (const label of labels) {
    const slot = diskSlot(label);
    const holder = taken.get(slot);
    if (holder === undefined) {
      taken.set(slot, label);
    } else {
      conflicts.push([holder, label]);
    }
  }
  return conflicts;
}
