import { execFile } from "node:child_process";
import { delimiter, dirname } from "node:path";
import { promisify } from "node:util";
import type { Engine } from "../engine/engine.js";

/** Where and with what the engine is run. */
export interface PulumiRun {
  readonly engine: Engine;
  /** Folder of the project. */
  readonly workDir: string;
  /** Variables besides those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs `pulumi` and gives what it prints; a failure carries what it complained about. */
export async function pulumi(
  { engine, workDir, environment = {} }: PulumiRun,
  args: readonly string[],
): Promise<string> {
  const path = [dirname(engine.executable), process.env["PATH"]].join(delimiter);
  const { stdout } = await promisify(execFile)(engine.executable, [...args, "--non-interactive"], {
    cwd: workDir,
    env: { ...process.env, ...environment, PATH: path },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}
