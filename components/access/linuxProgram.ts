import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The parts of the program: what all sections share, the sections, and what runs them. */
const parts = [
  ...["core", "administrators", "serviceAccounts"],
  ...["patching", "patchingTimes", "patchingResults", "patchingTools", "patchingRun", "main"],
];

const folder = join(__dirname, "../../../components/access/bootstrap/linux");

/** The program that keeps a Linux server as declared; it is the same for all servers. */
export function linuxProgram(): string {
  return parts.map((part) => readFileSync(join(folder, `${part}.py`), "utf8")).join("");
}
