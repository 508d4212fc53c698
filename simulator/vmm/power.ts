import { CmdletError } from "../hyperv/hostRun.js";
import type { HostReport } from "../hyperv/own.js";
import type { VmmCmdlets } from "./cmdlets.js";
import { seenOf } from "./own.js";
import type { MachineRecord } from "./state.js";

/** Shuts a machine down by its guest. */
export function stopGently(vmm: VmmCmdlets, record: MachineRecord, { changed }: HostReport): void {
  const { state } = seenOf(record);
  if (state === "Off") {
    return;
  }
  if (state !== "Running") {
    throw new CmdletError(`the machine is ${state}; have it started or shut down first`);
  }
  vmm.stop(record, "gently");
  changed.push("shut down");
}
