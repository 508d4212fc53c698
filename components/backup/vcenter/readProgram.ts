import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The program that keeps the backups of a vCenter, as the build makes it. */
export const vcenterProgramFile = join(__dirname, "program.bundle.js");

/** The program that keeps the backups of a vCenter; it is the same for all of them. */
export function vcenterProgram(): string {
  return readFileSync(vcenterProgramFile, "utf8");
}
