import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { z } from "zod";
import type { Pack } from "./framework/pack.js";
import { pack as accounts } from "./packs/accounts.pack.js";
import { pack as all } from "./packs/all.pack.js";
import { pack as dataLevel } from "./packs/data-level.pack.js";
import { pack as servers } from "./packs/servers.pack.js";

const packsFolder = join(__dirname, "packs");
const manifestFile = join(__dirname, "../../package.json");

const needed = ["@grpc/grpc-js", "@pulumi/pulumi", "google-protobuf"] as const;

const manifestSchema = z.object({
  version: z.string(),
  license: z.string(),
  dependencies: z.record(z.string(), z.string()),
  peerDependencies: z.record(z.string(), z.string()).default({}),
});

/**
 * The packs that are built. The list of pack `all` compiles to `all.pack.js`, because a file
 * `all.js` beside the folder `all` would be loaded in its place.
 */
export const packs: readonly Pack[] = [all, dataLevel, servers, accounts];

/** The folder of a built pack: what `--policy-pack` takes and Pulumi Cloud is given. */
export function packFolder(name: string): string {
  return join(packsFolder, name);
}

/**
 * Bundles every pack from the compiled sources into a folder of its own that needs nothing but
 * Pulumi and what Pulumi itself needs to speak its protocol beside it.
 */
export async function buildPacks(): Promise<void> {
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(manifestFile, "utf8")));
  await Promise.all(packs.map((pack) => buildPack(pack, manifest)));
}

async function buildPack(pack: Pack, manifest: z.infer<typeof manifestSchema>): Promise<void> {
  const folder = packFolder(pack.name);
  mkdirSync(folder, { recursive: true });
  const { metafile, outputFiles } = await build({
    stdin: {
      contents: launch(pack, manifest.version),
      resolveDir: packsFolder,
    },
    outfile: join(folder, "index.js"),
    bundle: true,
    platform: "node",
    target: "node20",
    external: [...needed],
    metafile: true,
    write: false,
    absWorkingDir: packsFolder,
  });
  for (const { path, contents } of outputFiles) {
    replaceFile(path, contents);
  }
  replaceFile(join(folder, "PulumiPolicy.yaml"), project(pack));
  replaceFile(join(folder, "package.json"), packageJson(pack, manifest));
  const notices = licenses(Object.keys(metafile.inputs));
  replaceFile(join(folder, "THIRD-PARTY-LICENSES"), notices.join("\n"));
}

function launch({ name }: Pack, version: string): string {
  const pack = `require("./${name}.pack.js").pack`;
  return `require("../framework/serve.js").servePack(${pack}, ${JSON.stringify(version)});`;
}

/** A run that loads the pack meanwhile finds the old file or the new one, never a part. */
function replaceFile(path: string, contents: string | Uint8Array): void {
  const beside = `${path}.${process.pid}`;
  writeFileSync(beside, contents);
  renameSync(beside, path);
}

/** Says that the pack is plain JavaScript, so that nothing is compiled when it is loaded. */
function project(pack: Pack): string {
  return `description: ${pack.description}
runtime:
  name: nodejs
  options:
    typescript: false
main: index.js
`;
}

function packageJson(pack: Pack, manifest: z.infer<typeof manifestSchema>): string {
  const known = { ...manifest.dependencies, ...manifest.peerDependencies };
  const content = {
    name: `comanaged-policies-${pack.name}`,
    version: manifest.version,
    description: pack.description,
    license: manifest.license,
    main: "index.js",
    dependencies: Object.fromEntries(needed.map((name) => [name, known[name]])),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** The licenses of the packages inside the bundle, which ask to be passed on with it. */
function licenses(inputs: readonly string[]): readonly string[] {
  const folders = inputs.flatMap((input) => {
    const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(join(packsFolder, input));
    return folder ? [folder[0]] : [];
  });
  return [...new Set(folders)].map((folder) => readFileSync(join(folder, "LICENSE"), "utf8"));
}

if (require.main === module) {
  void buildPacks();
}
