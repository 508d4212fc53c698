import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { parseDocument } from "yaml";
import { packageFolder } from "../packageFolder.js";
import type { Project } from "./openStack.js";

/** A project whose platforms are simulated. */
export interface SimulatedProjectOptions {
  /** Folder that takes the project file, the stack settings and the state. */
  readonly folder: string;
  /** Folder of the estates and the catalog. */
  readonly stacks: string;
  /** The stacks that get settings. */
  readonly names: readonly string[];
  /** The variables that lead the engine to the simulator. */
  readonly simulated: Readonly<Record<string, string>>;
  /** The program, relative to the package. @default the program of `pulumi up` */
  readonly program?: string;
}

/** Writes a project with its state beside it, so that nothing is left in the repository. */
export async function makeSimulatedProject(options: SimulatedProjectOptions): Promise<Project> {
  const { folder, names, simulated } = options;
  const state = join(folder, "state");
  const settings = join(folder, "settings");
  await mkdir(state, { recursive: true });
  await mkdir(settings, { recursive: true });
  await writeFile(join(folder, "Pulumi.yaml"), projectFile(options));
  await Promise.all(names.map((stack) => setWhatIsNot(join(settings, `Pulumi.${stack}.yaml`))));
  return {
    folder,
    environment: {
      PULUMI_BACKEND_URL: `file://${state}`,
      // Nothing here is secret: every platform is simulated.
      PULUMI_CONFIG_PASSPHRASE: "simulated",
      ...simulated,
    },
  };
}

function projectFile({ folder, stacks, program }: SimulatedProjectOptions): string {
  const main = join(packageFolder, program ?? "dist/infra/index.js");
  return [
    "name: comanaged",
    "runtime: { name: nodejs, options: { typescript: false } }",
    `main: ${JSON.stringify(relative(folder, main))}`,
    "stackConfigDir: settings",
    "config:",
    `  comanaged:stacks: { type: string, default: ${JSON.stringify(relative(folder, stacks))} }`,
    "",
  ].join("\n");
}

/** Gives a stack the settings that it lacks, also one of before; its own ones stay. */
async function setWhatIsNot(file: string): Promise<void> {
  const document = parseDocument(existsSync(file) ? await readFile(file, "utf8") : "");
  for (const [key, value] of Object.entries(stackSettings)) {
    if (!document.hasIn(["config", key])) {
      document.setIn(["config", key], value);
    }
  }
  await writeFile(file, document.toString());
}

const stackSettings = {
  "vsphere:vsphereServer": "vcenter.example.edu",
  "vsphere:user": "simulated",
  "vsphere:password": "simulated",
  "comanaged:azureAdministratorPassword": "Simulated-1-Password",
  "comanaged:vsphereAdministratorPassword": "Simulated-2-Password",
  "comanaged:backupServerPassword": "Simulated-3-Password",
} as const;
