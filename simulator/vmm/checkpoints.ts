import { checkpointName, goneCheckpoints } from "../hyperv/checkpoints.js";
import type { HostReport } from "../hyperv/own.js";
import type { VmmCmdlets } from "./cmdlets.js";
import type { ManagedTold } from "./document.js";
import { seenOf } from "./own.js";
import type { MachineRecord } from "./state.js";

type Told = ManagedTold["checkpoints"];

/** Removes those of ours that are not told any more. */
export function removeGoneCheckpoints(
  vmm: VmmCmdlets,
  record: MachineRecord,
  told: Told,
  { changed }: HostReport,
): void {
  for (const name of goneCheckpoints(seenOf(record), told)) {
    vmm.removeCheckpoint(record, name);
    changed.push(`checkpoint ${name}`);
  }
}

/** Takes those that are not there, and has each say whose it is and how long it stays. */
export function setCheckpoints(
  vmm: VmmCmdlets,
  record: MachineRecord,
  told: Told,
  { changed }: HostReport,
): void {
  for (const one of told) {
    const name = checkpointName(one);
    const words = `until ${one.until} (${one.owner}): ${one.purpose}`;
    if (!seenOf(record).checkpoints.includes(name)) {
      vmm.newCheckpoint(record, name, words);
      changed.push(`checkpoint ${name}`);
    } else if ((record.checkpoints[name] ?? "") !== words) {
      vmm.describeCheckpoint(record, name, words);
      changed.push(`words of checkpoint ${name}`);
    }
  }
}
