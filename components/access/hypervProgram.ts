import { readProgram } from "./readProgram.js";

/** The program that keeps machines on a Hyper-V host; it is the same for all machines. */
export function hypervProgram(): string {
  return readProgram("", [
    "windows/core.ps1",
    ...[
      ...["words", "place", "machines", "disks", "hardware", "machine", "address", "main", "run"],
    ].map((part) => `hyperv/${part}.ps1`),
  ]);
}
