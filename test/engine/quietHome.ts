import { existsSync } from "node:fs";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pulumiHome } from "../../cli/engine/folder.js";

/**
 * Makes a home for Pulumi in a folder, with the engines of the real one. A file stands in it where
 * the engine would keep a log of each run: compressing and encrypting that takes a sixth of the
 * time of a run, and nobody reads it.
 */
export async function quietHome(folder: string): Promise<string> {
  const home = join(folder, "home");
  if (!existsSync(home)) {
    await mkdir(home);
    await writeFile(join(home, "logs"), "");
    await symlink(join(pulumiHome(), "versions"), join(home, "versions"));
  }
  return home;
}
