import { z } from "zod";

/**
 * The type of a property, written short: `string`, `number`, `integer`, `boolean`, `any`,
 * `[]T` (list), `{}T` (map), `#Name` (object of the package's types), `=Name` (one of the
 * package's named values).
 */
const typeText = z.string();

const objectSpec = z.strictObject({
  properties: z.record(z.string(), typeText),
  required: z.array(z.string()),
  /** Optional members that the platform fills in itself: leaving them out is no change. */
  computed: z.array(z.string()).optional(),
  /** Properties that are secret whether or not the program says so. */
  secrets: z.array(z.string()).optional(),
});

const outputsSpec = z.strictObject({
  /** Always there after creation: required inputs and what the platform computes. */
  always: z.array(z.string()),
  /** There only when given. */
  sometimes: z.array(z.string()),
});

const resourceSpec = z.strictObject({
  inputs: objectSpec,
  outputs: outputsSpec,
  /** Paths whose change replaces the resource, as far as the platform's schema tells. */
  replaces: z.array(z.string()),
});

const functionSpec = z.strictObject({ inputs: objectSpec, outputs: outputsSpec });

/** Names, types and required members of everything that the simulator knows of one platform. */
export const packageSpec = z.strictObject({
  name: z.string(),
  version: z.string(),
  config: objectSpec,
  types: z.record(z.string(), objectSpec),
  values: z.record(z.string(), z.array(z.string())),
  resources: z.record(z.string(), resourceSpec),
  functions: z.record(z.string(), functionSpec),
});

export type ObjectSpec = z.infer<typeof objectSpec>;
export type OutputsSpec = z.infer<typeof outputsSpec>;
export type ResourceSpec = z.infer<typeof resourceSpec>;
export type FunctionSpec = z.infer<typeof functionSpec>;
export type PackageSpec = z.infer<typeof packageSpec>;
