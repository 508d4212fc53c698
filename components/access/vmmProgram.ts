import { readProgram } from "./readProgram.js";

/** The program that keeps machines through Virtual Machine Manager; it is the same for all. */
export function vmmProgram(): string {
  return readProgram("", [
    ...["windows/core.ps1", "hyperv/words.ps1"],
    ...["place", "machines", "disks", "networks", "hardware", "machine", "seen", "main"].map(
      (part) => `vmm/${part}.ps1`,
    ),
    "hyperv/run.ps1",
  ]);
}
