import { type Confirmed, unconfirmed } from "../service/confirmation.js";
import type { PlannedDisk } from "./server.plan.js";

/**
 * Whether the engine must neither replace nor delete a machine. No hook sees a replacement, and
 * a resource that has left the program is judged by the protection that it had.
 */
export function isMachineProtected({ replace, reimage, remove }: Confirmed = unconfirmed): boolean {
  return !(replace || reimage || remove);
}

/** Options of a machine: protected, and gone before another takes its name, disks and key. */
export function machineOptions(confirmed: Confirmed | undefined, generation = 1) {
  return {
    protect: isMachineProtected(confirmed),
    deleteBeforeReplace: true,
    // A replacement takes everything from the program, also what changes ignore: the image of now.
    replacementTrigger: generation,
  };
}

/** Whether the engine must neither replace nor delete a disk that is a resource of its own. */
export function isDiskProtected(
  { label, removed }: PlannedDisk,
  { remove, disks }: Confirmed = unconfirmed,
): boolean {
  return !(remove || (removed === true && disks.includes(label)));
}
