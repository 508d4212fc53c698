import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Engine, ensureEngine } from "../cli/engine/engine.js";
import { packageFolder } from "../cli/packageFolder.js";
import { openStack, type Project } from "../cli/stack/openStack.js";
import { run } from "../cli/stack/run.js";
import { makeSimulatedProject } from "../cli/stack/simulatedProject.js";
import { spawnSimulator } from "../simulator/spawn.js";
import { estateOfSize } from "./estateSize.js";

/** A simulated world with its site, in which the stacks of the bench can be previewed. */
export interface Ground {
  readonly engine: Engine;
  readonly project: Project;
  /** Folder for what the runs leave behind. */
  readonly scratch: string;
  readonly close: () => Promise<void>;
}

/** The stack with so many resources. */
export const stackOf = (resources: number) => `bench${resources}`;

/** Brings up the site, and makes a stack for every number of resources. */
export async function openGround(sizes: readonly number[]): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), "comanaged-bench-"));
  const stacks = join(folder, "stacks");
  await cp(join(packageFolder, "stacks"), stacks, { recursive: true });
  const engine = await ensureEngine();
  const simulator = await spawnSimulator({ world: join(folder, "world") });
  const names = sizes.map(stackOf);
  const project = await makeSimulatedProject({
    ...{ folder, stacks, simulated: simulator.env },
    names: ["site", ...names],
  });
  await run(await openStack(engine, project, "site"), "up");
  for (const resources of sizes) {
    const stack = stackOf(resources);
    await writeFile(join(stacks, `${stack}.estate.yaml`), estateOfSize(resources).text);
    await openStack(engine, project, stack);
    await writeFile(plainSettings(folder, stack), await settingsForPlain(folder, stack));
  }
  const scratch = join(folder, "scratch");
  await mkdir(scratch);
  return {
    ...{ engine, project, scratch },
    close: async () => {
      await simulator.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The settings with which the plain program previews a stack of the ground. */
export function plainSettings(folder: string, stack: string): string {
  return join(folder, `Plain.${stack}.yaml`);
}

/** The plain program is told where the estates are; ours finds it in its project file. */
async function settingsForPlain(folder: string, stack: string): Promise<string> {
  const settings = await readFile(join(folder, "settings", `Pulumi.${stack}.yaml`), "utf8");
  const stacks = `  comanaged:stacks: ${JSON.stringify(join(folder, "stacks"))}`;
  return settings.replace("config:\n", `config:\n${stacks}\n`);
}
