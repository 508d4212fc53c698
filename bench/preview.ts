import { mkdtemp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { packageFolder } from "../cli/packageFolder.js";
import { pulumi } from "../cli/stack/pulumi.js";
import { type Ground, plainSettings, stackOf } from "./ground.js";
import { type Registered, registeredBy } from "./registered.js";

/** The two programs that are compared. */
export type Program = "plain" | "ours";

/** What one preview cost and registered. */
export interface Measured {
  /** Wall clock of `pulumi preview`. */
  readonly seconds: number;
  /** Peak resident memory of the program's process, in 10^6 bytes. */
  readonly megabytes: number;
  readonly registered: Registered;
}

/**
 * Previews a stack with one of the programs.
 *
 * @throws Error when it registers another number of resources than it is asked for
 */
export async function preview(
  ground: Ground,
  program: Program,
  resources: number,
): Promise<Measured> {
  const stack = stackOf(resources);
  const { folder, environment } = ground.project;
  const scratch = await mkdtemp(join(ground.scratch, program));
  const peakFile = join(scratch, "peak");
  const options = {
    engine: ground.engine,
    workDir: program === "ours" ? folder : join(packageFolder, "bench", "plain"),
    environment: {
      ...environment,
      NODE_OPTIONS: `--require ${join(__dirname, "peak.js")}`,
      BENCH_PEAK_FILE: peakFile,
      // Every run checks the types, as a fresh checkout in CI does.
      TS_NODE_CACHE_DIRECTORY: join(scratch, "cache"),
    },
  };
  const settings = program === "ours" ? [] : ["--config-file", plainSettings(folder, stack)];
  const started = performance.now();
  const printed = await pulumi(options, ["preview", "--json", "--stack", stack, ...settings]);
  const seconds = (performance.now() - started) / 1000;
  const registered = registeredBy(printed);
  if (registered.size !== resources) {
    throw new Error(
      `${stack} registers ${registered.size} resources with the program ${program} instead of ` +
        `${resources}: adapt bench/estateSize.ts, or bench/plain`,
    );
  }
  const megabytes = Number(await readFile(peakFile, "utf8")) / 1e6;
  return { seconds, megabytes, registered };
}
