import type { Deployment } from "@pulumi/pulumi/automation/index.js";
import { z } from "zod";

const resource = z.object({
  urn: z.string(),
  type: z.string(),
  inputs: z.record(z.string(), z.unknown()).default({}),
  provider: z.string().optional(),
});

const deployment = z.object({
  resources: z.array(resource).default([]),
  pending_operations: z.array(z.object({ resource, type: z.string() })).default([]),
});

/** A resource as the state has it. */
export type StateResource = z.infer<typeof resource>;

/** The part of a state that recovery reads. */
export interface StackState {
  readonly resources: readonly StateResource[];
  /** Creates that were begun and of which no end is recorded. */
  readonly pendingCreates: readonly StateResource[];
  /** Whether any operation was begun and did not end. */
  readonly interrupted: boolean;
}

/** Reads an exported state. */
export function readState(exported: Deployment): StackState {
  const { resources, pending_operations } = deployment.parse(exported.deployment);
  return {
    resources,
    pendingCreates: pending_operations
      .filter(({ type }) => type === "creating")
      .map((operation) => operation.resource),
    interrupted: pending_operations.length > 0,
  };
}
