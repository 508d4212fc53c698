import { rmSync } from "node:fs";
import path from "node:path";
import { build } from "./build.js";
import { download } from "./download.js";
import { engineFolder, isComplete, pulumiFile, pulumiHome } from "./folder.js";
import { withLock } from "./lock.js";
import { findOnPath } from "./onPath.js";
import { openStaging, publish } from "./staging.js";
import { engineVersion } from "./version.js";
import type { EngineSource, Way } from "./way.js";

/** A Pulumi command line that is ready to run, and what its processes need. */
export interface Engine {
  /** Path of the executable. */
  readonly pulumi: string;
  readonly source: EngineSource;
  /** To be added to the environment: the engine's folder first on the PATH, no update checks. */
  readonly env: Readonly<Record<string, string>>;
}

/** What `ensureEngine` depends on; every part has the real one as its default. */
export interface EngineOptions {
  /** Pulumi's home. @default `$PULUMI_HOME`, else `~/.pulumi` */
  readonly home?: string;
  /** Folders searched first. @default the PATH */
  readonly searchPath?: string;
  /** Tried in this order when there is no engine. @default download, then build */
  readonly ways?: readonly Way[];
  /** Told what goes on. @default lines on stderr */
  readonly report?: (line: string) => void;
}

/** No engine and no way to get one; the message says what to install. */
export class EngineMissing extends Error {}

/**
 * Finds a fitting engine on the PATH or in Pulumi's home, else gets one into Pulumi's home, where
 * the npm package `pulumi` finds it as well. Callers may run at once, in one process or in several.
 * @throws EngineMissing
 */
export async function ensureEngine(options: EngineOptions = {}): Promise<Engine> {
  const searchPath = options.searchPath ?? process.env["PATH"] ?? "";
  const found = await findOnPath(searchPath);
  if (found !== undefined) return engineAt(found, "path", searchPath);

  const folder = engineFolder(options.home ?? pulumiHome());
  const pulumi = path.join(folder, "bin", pulumiFile);
  if (await isComplete(folder)) return engineAt(pulumi, "kept", searchPath);

  const report = options.report ?? ((line) => process.stderr.write(`${line}\n`));
  const ways = options.ways ?? [download, build];
  const source = await withLock(`${folder}.lock`, report, () => obtain(folder, ways, report));
  return engineAt(pulumi, source, searchPath);
}

async function obtain(
  folder: string,
  ways: readonly Way[],
  report: (line: string) => void,
): Promise<EngineSource> {
  if (await isComplete(folder)) return "kept";
  const staging = openStaging(folder);
  const reasons: string[] = [];
  try {
    for (const way of ways) {
      const reason = await way.fill(staging, report);
      if (reason !== undefined) {
        reasons.push(reason);
      } else if (await isComplete(staging)) {
        publish(staging, folder);
        return way.source;
      } else {
        reasons.push(`what was ${way.source} does not run as version ${engineVersion}`);
      }
    }
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  throw new EngineMissing(missing(reasons));
}

function missing(reasons: readonly string[]): string {
  return (
    `The Pulumi engine is missing and can't be fetched: ${reasons.join("; ")}. ` +
    `Install Pulumi ${engineVersion} or later (https://www.pulumi.com/docs/install), ` +
    "or Go 1.25.11 or later (https://go.dev/dl), and run this again."
  );
}

function engineAt(pulumi: string, source: EngineSource, searchPath: string): Engine {
  const PATH = `${path.dirname(pulumi)}${path.delimiter}${searchPath}`;
  return { pulumi, source, env: { PATH, PULUMI_SKIP_UPDATE_CHECK: "true" } };
}
