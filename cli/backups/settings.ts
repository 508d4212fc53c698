import { resolve } from "node:path";
import { ensureEngine } from "../engine/engine.js";
import { openExisting } from "../gate/judge.js";
import { RunFailure } from "../stack/run.js";

/** What a stack is told besides its files. */
export interface StackSettings {
  /** Name of the project. */
  readonly project: string;
  /**
   * The setting `comanaged:KEY`.
   *
   * @throws RunFailure when the stack does not have it
   */
  readonly setting: (key: string) => string;
}

/**
 * The settings of a stack.
 *
 * @param folder of the project
 * @param environment of the engine besides its own
 */
export async function settingsOf(
  stackName: string,
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<StackSettings> {
  const bench = { engine: ensureEngine, workDir: resolve(folder) };
  const stack = await openExisting(stackName, bench, environment);
  const { name: project } = await stack.workspace.projectSettings();
  const all = await stack.getAllConfig();
  return {
    project,
    setting: (key) => {
      const value = all[`comanaged:${key}`]?.value;
      if (value === undefined) {
        throw new RunFailure(`the stack has no setting comanaged:${key}`);
      }
      return value;
    },
  };
}
