import { join } from "node:path";
import { build } from "esbuild";
import { programFile } from "./readProgram.js";

const source = join(__dirname, "../../../../components/backup/veeam/program.ts");

/** Puts the program that keeps jobs into one file, from the sources: nothing unused is in it. */
export async function generateProgram(): Promise<void> {
  await build({
    entryPoints: [source],
    outfile: programFile,
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
