import { existsSync } from "node:fs";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pulumiHome } from "../../cli/engine/folder.js";

/**
 * Makes a home for Pulumi in a folder, with the engines of the real one. The engine keeps a log of
 * each run in it; where nobody reads that, a file stands in its way, because compressing and
 * encrypting it takes a sixth of the time of a run.
 */
export async function ownHome(folder: string, isLogged: boolean): Promise<string> {
  const home = join(folder, "home");
  if (!existsSync(home)) {
    await mkdir(home);
    await symlink(join(pulumiHome(), "versions"), join(home, "versions"));
    await (isLogged ? mkdir(join(home, "logs")) : writeFile(join(home, "logs"), ""));
  }
  return home;
}
