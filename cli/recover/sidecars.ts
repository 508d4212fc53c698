import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type PulumiRun, pulumi } from "../stack/pulumi.js";

const backend = z.object({ url: z.string() });

/**
 * Removes what a killed engine left torn in a state that lies in a folder.
 *
 * The engine replaces a state file at once, but writes the file beside it that describes it
 * (`.attrs`: type and checksum) in place. Killed in between, it leaves an empty one, and from then
 * on no command can load the stack. A state file without description is as good as one with.
 */
export async function removeTornSidecars(run: PulumiRun): Promise<void> {
  const { url } = backend.parse(JSON.parse(await pulumi(run, ["whoami", "--json"])));
  if (!url.startsWith("file://")) {
    return;
  }
  const folder = join(fileURLToPath(url.replace(/\?.*$/, "")), ".pulumi");
  const files = await readdir(folder, { recursive: true }).catch(() => []);
  const sidecars = files.filter((file) => file.endsWith(".attrs"));
  await Promise.all(sidecars.map((file) => removeIfTorn(join(folder, file))));
}

async function removeIfTorn(file: string): Promise<void> {
  try {
    JSON.parse(await readFile(file, "utf8"));
  } catch (failure) {
    if (!(failure instanceof SyntaxError)) {
      throw failure;
    }
    await rm(file, { force: true });
  }
}
