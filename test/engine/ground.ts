import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { type Engine, ensureEngine } from "../../cli/engine/engine.js";
import { packageFolder } from "../../cli/packageFolder.js";
import { openStack, type Project } from "../../cli/stack/openStack.js";
import { makeSimulatedProject } from "../../cli/stack/simulatedProject.js";
import { type SpawnedSimulator, type SpawnOptions, spawnSimulator } from "../../simulator/spawn.js";
import { ownHome } from "./ownHome.js";

/** A project of its own on a simulated world of its own, in a folder that goes away. */
export interface Ground {
  readonly engine: Engine;
  readonly project: Project;
  /** Folder of the estates and the catalog, a copy that a test may change. */
  readonly stacks: string;
  /** Folder of the simulated world. */
  readonly world: string;
  readonly simulator: SpawnedSimulator;
  readonly open: (stack: string) => Promise<Stack>;
  readonly close: () => Promise<void>;
}

/** What a ground is made of. */
export interface GroundOptions extends Omit<SpawnOptions, "world"> {
  /** Stacks besides those of the repository. */
  readonly names?: readonly string[];
  /** The program, relative to the package. @default the program of `pulumi up` */
  readonly program?: string;
  /** Variables of the engine and the program besides those of the simulator. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether the engine keeps its log of each run, below `home/logs`. @default false */
  readonly isLogged?: boolean;
  /** A ground whose files, state and world the new one starts with; its simulator must rest. */
  readonly template?: Ground;
}

/** Prepares a ground with the repository's estates. */
export async function openGround(options: GroundOptions = {}): Promise<Ground> {
  const { program, template, isLogged = false, ...others } = options;
  const { names = [], environment = {}, ...simulation } = others;
  const folder = await mkdtemp(join(tmpdir(), "comanaged-"));
  const stacks = join(folder, "stacks");
  const world = join(folder, "world");
  await (template === undefined
    ? cp(join(packageFolder, "stacks"), stacks, { recursive: true })
    : cp(template.project.folder, folder, { recursive: true }));
  const engine = await ensureEngine();
  const simulator = await spawnSimulator({ world, ...simulation });
  const simulated = {
    ...{ ...simulator.env, PULUMI_HOME: await ownHome(folder, isLogged) },
    ...environment,
  };
  const project = await makeSimulatedProject({
    ...{ folder, stacks, simulated },
    names: ["site", "chemistry", "library", ...names],
    ...(program !== undefined && { program }),
  });
  return {
    ...{ engine, project, stacks, world, simulator },
    open: (stack) => openStack(engine, project, stack),
    close: async () => {
      await simulator.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
