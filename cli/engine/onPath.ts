import { realpathSync } from "node:fs";
import path from "node:path";
import { isExecutable, languageHostFile, pulumiFile } from "./folder.js";
import { run } from "./process.js";
import { fits, parseVersion } from "./version.js";

/**
 * Finds the first fitting `pulumi` on the PATH that has its Node.js language host beside it or in
 * another folder of the PATH.
 */
export async function findOnPath(searchPath: string): Promise<string | undefined> {
  const folders = searchPath.split(path.delimiter).filter((folder) => folder !== "");
  for (const pulumi of folders.map((folder) => path.join(folder, pulumiFile)).filter(isEngine)) {
    const besides = path.dirname(realpathSync(pulumi));
    if ([besides, ...folders].some(hasLanguageHost) && (await hasFittingVersion(pulumi))) {
      return pulumi;
    }
  }
  return undefined;
}

/** npm puts its wrapper on the PATH of scripts; running that one would start a download. */
function isEngine(file: string): boolean {
  return isExecutable(file) && !realpathSync(file).split(path.sep).includes("node_modules");
}

function hasLanguageHost(folder: string): boolean {
  return isExecutable(path.join(folder, languageHostFile));
}

async function hasFittingVersion(pulumi: string): Promise<boolean> {
  const { code, output } = await run(pulumi, ["version"], {
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  return code === 0 && fits(parseVersion(output));
}
