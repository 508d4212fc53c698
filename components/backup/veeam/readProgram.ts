import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The program that keeps jobs on a backup server, as the build makes it. */
export const programFile = join(__dirname, "program.bundle.js");

/** The program that keeps jobs on a backup server; it is the same for all of them. */
export function veeamProgram(): string {
  return readFileSync(programFile, "utf8");
}
