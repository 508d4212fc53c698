import { readProgram } from "./readProgram.js";

const vmmParts = [
  ...["place", "machines", "disks", "generations", "networks", "memory", "hardware"],
  ...["checkpoints", "machine", "adoption", "seen", "main"],
];

/** The program that keeps machines through Virtual Machine Manager; it is the same for all. */
export function vmmProgram(): string {
  return readProgram("", [
    ...["windows/core.ps1", "hyperv/words.ps1", "hyperv/diskFiles.ps1"],
    ...["hyperv/ownCheckpoints.ps1", "hyperv/adopting.ps1"],
    ...vmmParts.map((part) => `vmm/${part}.ps1`),
    "hyperv/run.ps1",
  ]);
}
