import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { z } from "zod";

const resource = z.object({
  urn: z.string(),
  id: z.string().optional(),
  type: z.string(),
  parent: z.string().optional(),
  custom: z.boolean().default(false),
  inputs: z.record(z.string(), z.unknown()).default({}),
  outputs: z.record(z.string(), z.unknown()).default({}),
});

/** A resource as the state of a stack has it. */
export type ExportedResource = z.infer<typeof resource>;

/** The resources of a stack's state. */
export async function exportedResources(stack: Stack): Promise<ExportedResource[]> {
  const { deployment } = await stack.exportStack();
  return z.object({ resources: z.array(resource) }).parse(deployment).resources;
}
