import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { z } from "zod";
import type { PatchNode } from "../../components/service/patchPath/node.js";

const resource = z.object({
  urn: z.string(),
  id: z.string().optional(),
  type: z.string(),
  parent: z.string().optional(),
  provider: z.string().optional(),
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullish()).optional(),
  custom: z.boolean().default(false),
  inputs: z.record(z.string(), z.unknown()).default({}),
  outputs: z.record(z.string(), z.unknown()).default({}),
});

/** A resource as the state of a stack has it. */
export type ExportedResource = z.infer<typeof resource>;

/** The custom resources of a state as nodes of the path of patches. */
export function nodesOf(resources: readonly ExportedResource[]): PatchNode[] {
  return resources
    .filter(({ custom }) => custom)
    .map(({ urn, id, type, provider, inputs, propertyDependencies = {} }) => ({
      ...{ urn, id, type, provider, inputs, name: urn.split("::").at(-1) ?? "" },
      uses: Object.fromEntries(
        Object.entries(propertyDependencies).map(([key, urns]) => [key, urns ?? []]),
      ),
    }));
}

/** How the engine writes a secret in a state that is exported with its secrets. */
const secret = z.object({
  "4dabf18193072939515e22adb298388d": z.literal("1b47061264138c4ac30d75fd1eb44270"),
  plaintext: z.string(),
});

/** A value with the secrets in it as they are. */
function revealed(value: unknown): unknown {
  const { data } = secret.safeParse(value);
  if (data !== undefined) {
    return JSON.parse(data.plaintext);
  }
  if (Array.isArray(value)) {
    return value.map(revealed);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revealed(inner)]))
    : value;
}

/** The resources of a stack's state, secrets revealed. */
export async function exportedResources(stack: Stack): Promise<ExportedResource[]> {
  const { deployment } = await stack.exportStack();
  return z.object({ resources: z.array(resource) }).parse(revealed(deployment)).resources;
}
