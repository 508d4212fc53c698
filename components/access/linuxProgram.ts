import { readProgram } from "./readProgram.js";

/** The parts of the program: what all sections share, the sections, and what runs them. */
const parts = [
  ...["core", "administrators", "serviceAccounts", "firewall"],
  ...["patching", "patchingTimes", "patchingResults", "patchingTools", "patchingRun"],
  ...["retirement", "main"],
];

/** The program that keeps a Linux server as declared; it is the same for all servers. */
export function linuxProgram(): string {
  return readProgram(
    "linux",
    parts.map((part) => `${part}.py`),
  );
}
