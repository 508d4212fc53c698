import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { packageFolder } from "../packageFolder.js";
import type { Project } from "../stack/openStack.js";

/** Everything that the demo makes lies here, so that removing it removes the demo. */
export const demoFolder = join(packageFolder, ".demo");

/** The stacks of the demo: the site, then the estates that stand on it. */
export const demoStacks = { site: "site", estates: ["chemistry", "library"] } as const;

/**
 * The demo's own project: the program and the estates of the repository, with its state and its
 * stack settings in the demo's folder, so that trying it leaves no trace in the repository.
 */
export async function makeDemoProject(simulated: Record<string, string>): Promise<Project> {
  const state = join(demoFolder, "state");
  const settings = join(demoFolder, "settings");
  await Promise.all([state, settings].map((folder) => mkdir(folder, { recursive: true })));
  await writeFile(join(demoFolder, "Pulumi.yaml"), projectFile());
  await Promise.all(
    [demoStacks.site, ...demoStacks.estates].map((stack) =>
      writeFile(join(settings, `Pulumi.${stack}.yaml`), stackSettings, { flag: "wx" }).catch(
        ignoreExisting,
      ),
    ),
  );
  return {
    folder: demoFolder,
    environment: {
      ...simulated,
      PULUMI_BACKEND_URL: `file://${state}`,
      // Nothing in the demo is secret: every platform is simulated.
      PULUMI_CONFIG_PASSPHRASE: "demo",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    },
  };
}

/** Removes everything that the demo made. */
export async function cleanDemo(): Promise<void> {
  await rm(demoFolder, { recursive: true, force: true });
}

function projectFile(): string {
  const inPackage = (path: string) => relative(demoFolder, join(packageFolder, path));
  return [
    "name: comanaged",
    "runtime: { name: nodejs, options: { typescript: false } }",
    `main: ${inPackage("dist/infra/index.js")}`,
    "stackConfigDir: settings",
    "config:",
    `  comanaged:stacks: { type: string, default: ${inPackage("stacks")} }`,
    "",
  ].join("\n");
}

const stackSettings = [
  "config:",
  "  vsphere:vsphereServer: vcenter.example.edu",
  "  vsphere:user: demo",
  "  vsphere:password: demo",
  "",
].join("\n");

function ignoreExisting(failure: NodeJS.ErrnoException): void {
  if (failure.code !== "EEXIST") {
    throw failure;
  }
}
