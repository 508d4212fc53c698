import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { messageOf, RunFailure } from "../stack/run.js";

/** The rules that a preview asks. */
export interface PolicyPacks {
  /** Folders of packs. */
  readonly folders: readonly string[];
  /** Files with their configuration, in the same order. */
  readonly configs: readonly string[];
  /** What packs of ours are told besides, by the id of a rule. */
  readonly settings: Readonly<Record<string, unknown>>;
}

const settings = z.record(z.string(), z.unknown());
const manifest = z.object({ name: z.string() });

/**
 * Writes the configuration of each pack into a folder: what the user gives, and for packs of ours
 * what they are told besides. A pack of somebody else's would refuse that.
 *
 * @throws RunFailure when a file cannot be read
 */
export async function packConfigs(
  { folders, configs, settings: besides }: PolicyPacks,
  scratch: string,
): Promise<readonly string[]> {
  return Promise.all(
    folders.map(async (folder, index) => {
      const given = configs[index];
      const config = {
        ...(given !== undefined && (await read(given))),
        ...((await isOurs(folder)) && besides),
      };
      const file = join(scratch, `pack-${index}.json`);
      await writeFile(file, JSON.stringify(config), { mode: 0o600 });
      return file;
    }),
  );
}

async function read(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return settings.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (failure) {
    const why = failure instanceof z.ZodError ? "it is no JSON object" : messageOf(failure);
    throw new RunFailure(`${file} cannot be read as the settings of rules: ${why}`);
  }
}

/** Whether the folder is that of a built pack of this package. */
async function isOurs(folder: string): Promise<boolean> {
  try {
    const { name } = manifest.parse(
      JSON.parse(await readFile(join(folder, "package.json"), "utf8")),
    );
    return name.startsWith("comanaged-policies-");
  } catch {
    return false;
  }
}
