import { renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { engineFolder } from "./folder.js";
import { run } from "./process.js";
import { Progress } from "./progress.js";
import { engineVersion } from "./version.js";
import type { Way } from "./way.js";

const installScript = "https://get.pulumi.com/install.sh";
const reachMilliseconds = 4_000;
const downloadMilliseconds = 10 * 60_000;

/** Lets the npm package `pulumi` download the engine as it would do by itself. */
export const download: Way = {
  source: "downloaded",
  async fill(staging, report) {
    const wrapper = findWrapper();
    if (wrapper === undefined) return "the npm package pulumi is not installed";
    if (!(await isReachable())) return "Pulumi's download host can't be reached";
    const progress = new Progress(`Downloading the Pulumi engine v${engineVersion}`, report);
    const home = path.join(staging, "home");
    const { code, output } = await run(process.execPath, [wrapper, "version"], {
      env: { ...process.env, PULUMI_HOME: home, PULUMI_VERSION: engineVersion },
      timeout: downloadMilliseconds,
    });
    progress.end();
    if (code !== 0) return `its download failed (${output.trim().split("\n").at(-1) ?? code})`;
    rmSync(path.join(staging, "bin"), { recursive: true });
    renameSync(path.join(engineFolder(home), "bin"), path.join(staging, "bin"));
    rmSync(home, { recursive: true });
    return undefined;
  },
};

function findWrapper(): string | undefined {
  try {
    const manifest = createRequire(__filename).resolve("pulumi/package.json");
    return path.join(path.dirname(manifest), "run.js");
  } catch {
    return undefined;
  }
}

/** The wrapper itself waits for minutes where packets to the host are dropped. */
async function isReachable(): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(reachMilliseconds);
    return (await fetch(installScript, { method: "HEAD", signal })).ok;
  } catch {
    return false;
  }
}
