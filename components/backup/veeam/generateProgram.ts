import { join } from "node:path";
import { build } from "esbuild";
import { programFile } from "./readProgram.js";

const source = join(__dirname, "../../../../components/backup/veeam/program.ts");

/** Puts the program that keeps jobs into one file. */
export function generateProgram(): Promise<void> {
  return bundleProgram(source, programFile);
}

/** Puts a program into one file, from its sources: nothing unused is in it. */
export async function bundleProgram(source: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
    format: "iife",
    legalComments: "inline",
  });
}

if (require.main === module) {
  void generateProgram();
}
