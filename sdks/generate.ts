import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { ensureEngine } from "../cli/engine/engine.js";
import { run } from "../cli/engine/process.js";

/** The provider's version that `schema.json` describes. */
const vsphereVersion = "4.17.0";

/** Ours, not the generator's: they stay when the sources are replaced. */
const ownFiles = ["schema.json", "tsconfig.json", "bin"];

/** What we keep of the generated package.json. */
const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  keywords: z.array(z.string()),
  homepage: z.string(),
  repository: z.string(),
  license: z.string(),
  main: z.string(),
  pulumi: z.looseObject({}),
  dependencies: z.object({ "@pulumi/pulumi": z.string() }),
});

/** The folder of the committed bindings. */
export const vsphereFolder = path.resolve(__dirname, "..", "..", "sdks", "vsphere");

/**
 * Generates the bindings from `schema.json` with Pulumi's own generator.
 * @returns a temporary folder with every file that belongs into `sdks/vsphere` besides our own;
 *   the caller removes it
 */
export async function generateVsphere(): Promise<string> {
  const engine = await ensureEngine();
  const out = mkdtempSync(path.join(tmpdir(), "vsphere-"));
  const schema = path.join(vsphereFolder, "schema.json");
  const { code, output } = await run(
    engine.pulumi,
    ["package", "gen-sdk", schema, "--language", "nodejs"].concat([
      "--local",
      "--version",
      vsphereVersion,
      "--out",
      out,
    ]),
    { env: { ...process.env, ...engine.env } },
  );
  if (code !== 0) throw new Error(`Generating the vSphere bindings failed:\n${output}`);
  const generated = path.join(out, "nodejs");
  for (const name of ["scripts", "tsconfig.json", ".gitattributes", ".gitignore"]) {
    rmSync(path.join(generated, name), { recursive: true, force: true });
  }
  adaptManifest(path.join(generated, "package.json"));
  return generated;
}

/**
 * The generator expects to be compiled when it is installed; we ship it compiled. The SDK becomes
 * a peer: a second copy of it would not know the program's resources.
 */
function adaptManifest(file: string): void {
  const generated = manifestSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const { dependencies, ...kept } = generated;
  const manifest = {
    ...kept,
    types: "bin/index.d.ts",
    files: ["bin"],
    peerDependencies: dependencies,
  };
  writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
}

/** Paths of all generated files in a folder, sorted, relative to it. */
export function generatedFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => !ownFiles.includes(name.split(path.sep)[0] ?? ""))
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .sort();
}

async function main(): Promise<void> {
  const generated = await generateVsphere();
  for (const name of generatedFiles(vsphereFolder)) rmSync(path.join(vsphereFolder, name));
  cpSync(generated, vsphereFolder, { recursive: true });
  rmSync(path.dirname(generated), { recursive: true });
  process.stdout.write(`${generatedFiles(vsphereFolder).length} files in ${vsphereFolder}\n`);
}

if (require.main === module) void main();
