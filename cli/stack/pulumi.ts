import { execFile } from "node:child_process";
import { dirname } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation/index.js";
import type { Engine } from "../engine/engine.js";
import { RunFailure } from "./run.js";

/** Where and with what the engine is run. */
export interface PulumiRun {
  readonly engine: Engine;
  /** Folder of the project. */
  readonly workDir: string;
  /** Variables besides those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Runs `pulumi` and gives what it prints.
 *
 * @throws RunFailure with everything that it printed
 */
export function pulumi(
  { engine, workDir, environment = {} }: PulumiRun,
  args: readonly string[],
): Promise<string> {
  const options = {
    cwd: workDir,
    env: { ...process.env, ...environment, ...engine.env },
    maxBuffer: 64 * 1024 * 1024,
  };
  return new Promise((resolve, reject) => {
    execFile(engine.pulumi, [...args, "--non-interactive"], options, (failure, stdout, stderr) =>
      failure === null ? resolve(stdout) : reject(new RunFailure(`${stderr}\n${stdout}`.trim())),
    );
  });
}

/** The engine as the Automation API wants it. */
export function pulumiCommand(engine: Engine): Promise<PulumiCommand> {
  return PulumiCommand.get({ root: dirname(dirname(engine.pulumi)), skipVersionCheck: true });
}
