import { z } from "zod";

const step = z.object({
  newState: z.object({
    urn: z.string(),
    type: z.string(),
    inputs: z.record(z.string(), z.unknown()).default({}),
  }),
});
const digest = z.object({ steps: z.array(step) });

/** What a preview registers: inputs as text by type and name. */
export type Registered = ReadonlyMap<string, string>;

/** Reads what `pulumi preview --json` printed. */
export function registeredBy(preview: string): Registered {
  const { steps } = digest.parse(JSON.parse(preview));
  return new Map(
    steps.map(({ newState: { urn, type, inputs } }) => [
      `${type} ${urn.split("::").at(-1)}`,
      JSON.stringify(inputs, withSortedKeys),
    ]),
  );
}

/**
 * What two previews register differently, a line for each resource; empty when nothing. What a
 * component is given is its own affair, what it makes of it is not.
 */
export function differences(ours: Registered, plain: Registered): string[] {
  return [...new Set([...ours.keys(), ...plain.keys()])].flatMap((resource) => {
    const [mine, theirs] = [ours.get(resource), plain.get(resource)];
    const areComponents = resource.startsWith("comanaged:") && mine !== undefined;
    return mine === theirs || (areComponents && theirs !== undefined)
      ? []
      : [`${resource}: ours ${mine}, plain ${theirs}`];
  });
}

function withSortedKeys(_key: string, value: unknown): unknown {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
}
