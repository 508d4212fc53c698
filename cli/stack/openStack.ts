import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation/index.js";
import type { Engine } from "../engine/engine.js";
import { pulumiCommand } from "./pulumi.js";

/** A folder with a `Pulumi.yaml`, and the variables with which its stacks are run. */
export interface Project {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Opens a stack of a project, making it when it is not there yet. */
export async function openStack(engine: Engine, project: Project, stack: string): Promise<Stack> {
  return LocalWorkspace.createOrSelectStack(
    { stackName: stack, workDir: project.folder },
    {
      pulumiCommand: await pulumiCommand(engine),
      envVars: { ...project.environment, ...engine.env },
    },
  );
}
