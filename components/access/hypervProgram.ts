import { readProgram } from "./readProgram.js";

const hypervParts = [
  ...["words", "place", "machines", "diskFiles", "disks", "memory", "hardware", "ownCheckpoints"],
  ...["checkpoints", "replica", "guestAddresses", "machine", "adopting", "adoption", "address"],
  ...["birth", "main", "run"],
];

/** The program that keeps machines on a Hyper-V host; it is the same for all machines. */
export function hypervProgram(): string {
  return readProgram("", ["windows/core.ps1", ...hypervParts.map((part) => `hyperv/${part}.ps1`)]);
}
