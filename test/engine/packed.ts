import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { run } from "../../cli/engine/process.js";
import { packageFolder } from "../../cli/packageFolder.js";

const packed = z.tuple([
  z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) }),
]);

const manifest = z.object({
  devDependencies: z.object({ "@pulumi/pulumi": z.string(), "@types/node": z.string() }),
});

/** A project outside the repository into which the packed package was installed. */
export interface ForeignProject {
  readonly folder: string;
  /** The files of the package. */
  readonly files: readonly string[];
  /** Runs a command in the project and gives what it printed. */
  readonly command: (
    name: string,
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => Promise<string>;
  readonly remove: () => Promise<void>;
}

/** Packs this package as it is built and installs it into an empty project. */
export async function installPacked(): Promise<ForeignProject> {
  const folder = await mkdtemp(join(tmpdir(), "comanaged-foreign-"));
  const command = commandIn(folder);
  await writeFile(join(folder, "package.json"), '{ "name": "lab", "private": true }\n');
  const pack = ["pack", packageFolder, "--ignore-scripts", "--json", "--loglevel=error"];
  const [{ filename, files }] = packed.parse(JSON.parse(await command("npm", pack)));
  const { devDependencies } = manifest.parse(
    JSON.parse(await readFile(join(packageFolder, "package.json"), "utf8")),
  );
  const [engine, node] = ["@pulumi/pulumi", "@types/node"] as const;
  await command("npm", [
    ...["install", "--no-audit", "--no-fund", "--prefer-offline", `./${filename}`],
    // The same on every day: npm would fetch the newest that fits.
    ...[`${engine}@${devDependencies[engine]}`, `${node}@${devDependencies[node]}`],
  ]);
  return {
    ...{ folder, command },
    files: files.map(({ path }) => path),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function commandIn(cwd: string): ForeignProject["command"] {
  return async (name, args, env = {}) => {
    const { code, output } = await run(name, args, { cwd, env: { ...process.env, ...env } });
    if (code !== 0) {
      throw new Error(`${name} ${args.join(" ")} ended with status ${code}:\n${output}`);
    }
    return output;
  };
}
