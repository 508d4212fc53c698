import type { Deployment } from "@pulumi/pulumi/automation/index.js";
import { z } from "zod";

/** A resource as the engine writes it; fields that recovery does not read are kept. */
const resource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  inputs: z.record(z.string(), z.unknown()).default({}),
  provider: z.string().optional(),
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullish()).optional(),
});

const deployment = z.looseObject({
  resources: z.array(resource).default([]),
  pending_operations: z.array(z.looseObject({ resource, type: z.string() })).default([]),
});

const preview = z.object({
  steps: z.array(z.object({ op: z.string(), newState: resource.optional() })).default([]),
});

/** A resource as a state or a plan has it. */
export type StateResource = z.infer<typeof resource>;

/** The part of a state that recovery reads. */
export interface StackState {
  readonly resources: readonly StateResource[];
  /** Creates that were begun and of which no end is recorded. */
  readonly pendingCreates: readonly StateResource[];
}

/** Reads an exported state. */
export function readState(exported: Deployment): StackState {
  const { resources, pending_operations } = deployment.parse(exported.deployment);
  const pendingCreates = pending_operations
    .filter(({ type }) => type === "creating")
    .map((operation) => operation.resource);
  return { resources, pendingCreates };
}

/** An object of an earlier run and what `pulumi import` would call it. */
export interface Ours {
  readonly resource: StateResource;
  readonly id: string;
}

/**
 * The same state with these resources in it, not read yet, and with nothing begun and unended.
 *
 * A provider that is asked to read a resource without outputs takes its id for that of an import.
 */
export function withResources(exported: Deployment, ours: readonly Ours[]): Deployment {
  const { resources, ...rest } = deployment.parse(exported.deployment);
  const added = ours.map(({ resource, id }) => ({ ...resource, id, outputs: {} }));
  return {
    ...exported,
    deployment: { ...rest, resources: [...resources, ...added], pending_operations: [] },
  };
}

/** The same state with these resources marked: the next update replaces them. */
export function withReplacements(exported: Deployment, urns: ReadonlySet<string>): Deployment {
  const { resources, ...rest } = deployment.parse(exported.deployment);
  const marked = resources.map((one) => (urns.has(one.urn) ? { ...one, taint: true } : one));
  return { ...exported, deployment: { ...rest, resources: marked } };
}

/** The resources that a preview, printed as JSON, would create. */
export function readPlannedCreates(json: string): StateResource[] {
  return preview
    .parse(JSON.parse(json))
    .steps.flatMap(({ op, newState }) => (op === "create" && newState ? [newState] : []));
}
