import { readFileSync } from "node:fs";
import { join } from "node:path";

const bootstrap = join(__dirname, "../../../components/access/bootstrap");

/** A program that servers run: its files in a folder of `bootstrap`, one after the other. */
export function readProgram(folder: string, files: readonly string[]): string {
  return files.map((file) => readFileSync(join(bootstrap, folder, file), "utf8")).join("");
}
