import { rm } from "node:fs/promises";
import { join } from "node:path";
import { packageFolder } from "../packageFolder.js";
import type { Project } from "../stack/openStack.js";
import { makeSimulatedProject } from "../stack/simulatedProject.js";

/** Everything that the demo makes lies here, so that removing it removes the demo. */
export const demoFolder = join(packageFolder, ".demo");

/** The stacks of the demo: the site, then the estates that stand on it. */
export const demoStacks = { site: "site", estates: ["chemistry", "library"] } as const;

/** The demo's own project: the estates of the repository, its state in the demo's folder. */
export function makeDemoProject(simulated: Readonly<Record<string, string>>): Promise<Project> {
  return makeSimulatedProject({
    folder: demoFolder,
    stacks: join(packageFolder, "stacks"),
    names: [demoStacks.site, ...demoStacks.estates],
    simulated,
  });
}

/** Removes everything that the demo made. */
export async function cleanDemo(): Promise<void> {
  await rm(demoFolder, { recursive: true, force: true });
}
