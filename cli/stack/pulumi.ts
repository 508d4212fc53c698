import { execFile } from "node:child_process";
import { dirname } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation/index.js";
import { z } from "zod";
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
 * @throws RunFailure with the errors that it told, or else with everything that it printed
 */
export function pulumi(
  { engine, workDir, environment = {} }: PulumiRun,
  args: readonly string[],
): Promise<string> {
  const options = {
    cwd: workDir,
    env: { ...process.env, ...environment, ...engine.env },
    // A preview of 10,000 resources prints a hundred megabytes of JSON.
    maxBuffer: Number.POSITIVE_INFINITY,
  };
  return new Promise((resolve, reject) => {
    execFile(engine.pulumi, [...args, "--non-interactive"], options, (failure, stdout, stderr) =>
      failure === null
        ? resolve(stdout)
        : reject(new RunFailure(complaint(stdout) ?? `${stderr}\n${stdout}`.trim())),
    );
  });
}

const told = z.object({
  diagnostics: z.array(z.object({ message: z.string(), severity: z.string() })).min(1),
});

/** The errors within what a command that speaks JSON printed. */
function complaint(printed: string): string | undefined {
  try {
    const { diagnostics } = told.parse(JSON.parse(printed));
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    return errors.map(({ message }) => message.replace(/^error: /, "").trim()).join("\n");
  } catch {
    return undefined;
  }
}

const commands = new Map<string, Promise<PulumiCommand>>();

/** The engine as the Automation API wants it, which asks for its version; once in a process. */
export function pulumiCommand({ pulumi: file }: Pick<Engine, "pulumi">): Promise<PulumiCommand> {
  const root = dirname(dirname(file));
  const command = commands.get(root) ?? PulumiCommand.get({ root, skipVersionCheck: true });
  commands.set(root, command);
  return command;
}
