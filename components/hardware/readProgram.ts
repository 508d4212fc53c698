import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The program that keeps physical servers, as the build makes it. */
export const hardwareProgramFile = join(__dirname, "program.bundle.js");

/** The program that keeps physical servers; it is the same for all of them. */
export function hardwareProgram(): string {
  return readFileSync(hardwareProgramFile, "utf8");
}
