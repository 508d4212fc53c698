import { isDeepStrictEqual } from "node:util";
import { isMemoryCold } from "../hyperv/hardware.js";
import type { HostReport } from "../hyperv/own.js";
import type { VmmCmdlets } from "./cmdlets.js";
import { growing } from "./disks.js";
import type { ManagedTold } from "./document.js";
import { seenOf } from "./own.js";
import { stopGently } from "./power.js";
import type { MachineRecord } from "./state.js";

/** Makes processors, memory and firmware what they are told to be. */
export function setHardware(
  vmm: VmmCmdlets,
  record: MachineRecord,
  told: ManagedTold,
  report: HostReport,
): void {
  const { cpus, memoryMiB, dynamicMemory, secureBootTemplate } = told;
  const is = seenOf(record);
  const isSame =
    is.cpus === cpus &&
    !isMemoryCold(is, told) &&
    is.secureBoot &&
    is.secureBootTemplate === secureBootTemplate;
  if (!isSame || growing(vmm, record, told).length > 0) {
    stopGently(vmm, record, report);
  }
  if (!isSame) {
    const firmware = { secureBoot: true, secureBootTemplate };
    vmm.setHardware(record, { cpus, memoryMiB, dynamicMemory, ...firmware });
    report.changed.push("hardware");
  } else if (!isDeepStrictEqual(is.dynamicMemory, dynamicMemory)) {
    vmm.setMemoryLimits(record, dynamicMemory);
    report.changed.push("limits of memory");
  }
}

/** Makes what a machine starts from, and how its checkpoints are taken, what they have to be. */
export function setStart(
  vmm: VmmCmdlets,
  record: MachineRecord,
  told: ManagedTold,
  { changed }: HostReport,
): void {
  if (seenOf(record).checkpointType !== "ProductionOnly") {
    vmm.setCheckpointType(record, "ProductionOnly");
    changed.push("checkpoints");
  }
  const slot = told.disks[0]?.slot ?? null;
  const { firstBoot, state } = seenOf(record);
  if (firstBoot !== slot && state === "Off") {
    vmm.setHardware(record, { firstBoot: slot });
    changed.push("first boot device");
  }
}
