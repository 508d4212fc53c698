import { z } from "zod";

/** Marks an object that stands for a special value in a state, and what it says of a secret. */
const markKey = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";

/** What rules read where only the update knows a value; a state shows it for what is encrypted. */
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const resource = z.object({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  custom: z.boolean().default(false),
  delete: z.boolean().default(false),
  external: z.boolean().default(false),
  parent: z.string().default(""),
  inputs: z.record(z.string(), z.unknown()).nullish(),
  outputs: z.record(z.string(), z.unknown()).nullish(),
  aliases: z.array(z.string()).nullish(),
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullish()).nullish(),
});

const resources = z.object({
  resources: z.array(resource).nullish(),
  pending_operations: z.array(z.unknown()).nullish(),
});

/** What `pulumi stack export` writes, and what a file backend keeps. */
const stateFile = z.union([
  z.object({ deployment: resources }).transform(({ deployment }) => deployment),
  z
    .object({ checkpoint: z.object({ latest: resources.nullish() }) })
    .transform(({ checkpoint }) => checkpoint.latest ?? { resources: [] }),
]);

/** A resource as a state has it, without anything secret. */
export type StateResource = z.infer<typeof resource>;

/** A state, ready to be judged. */
export interface State {
  readonly resources: readonly StateResource[];
  /** Operations that were begun and of which no end is recorded. */
  readonly pending: number;
}

/**
 * Reads an exported state or the file of a file backend. In place of a secret stands what rules
 * take for unknown, whether it is encrypted or in clear text.
 *
 * @returns undefined when the value is no state
 */
export function readState(value: unknown): State | undefined {
  const read = stateFile.safeParse(withoutSecrets(value));
  if (!read.success) {
    return undefined;
  }
  const { resources: all, pending_operations } = read.data;
  return { resources: all ?? [], pending: pending_operations?.length ?? 0 };
}

/** The stack that a state is of, which every URN in it names; undefined for one without any. */
export function stackIn(value: unknown): string | undefined {
  const [first] = readState(value)?.resources ?? [];
  return first?.urn.split(/:+/)[2];
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutSecrets);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return markKey in value && value[markKey] === secretMark
    ? unknownText
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner)]));
}
