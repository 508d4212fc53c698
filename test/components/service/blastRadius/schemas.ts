import { readFileSync } from "node:fs";
import { z } from "zod";

/** A property as the tables name it, such as `disks[*].size`. */
export type PropertyName = string;

const property = z.object({
  type: z.string().optional(),
  $ref: z.string().optional(),
  items: z.object({ $ref: z.string().optional() }).optional(),
});
const properties = z.record(z.string(), property);
const pulumiSchema = z.object({
  types: z.record(z.string(), z.object({ properties: properties.default({}) })),
  resources: z.record(z.string(), z.object({ inputProperties: properties })),
});

/** Every input of a resource in the schema of the vSphere provider, down to the leaves. */
export function vsphereInputs(token: string): PropertyName[] {
  const { types, resources } = pulumiSchema.parse(load("sdks/vsphere/schema.json"));
  const below = (fields: z.infer<typeof properties>, prefix: string): string[] =>
    Object.entries(fields).flatMap(([name, { $ref, items }]) => {
      const type = types[(items?.$ref ?? $ref ?? "").replace("#/types/", "")];
      const here = `${prefix}${name}`;
      return type === undefined
        ? [here]
        : below(type.properties, `${here}${items === undefined ? "" : "[*]"}.`);
    });
  return below(resources[token]?.inputProperties ?? {}, "");
}

const shapes = z.object({ properties: z.record(z.string(), z.string()) });
const simulated = z.object({
  types: z.record(z.string(), shapes),
  resources: z.record(z.string(), z.object({ inputs: shapes })),
});

/** Every input of a resource in the typings of the AWS provider, down to the leaves. */
export function awsInputs(token: string): PropertyName[] {
  const { types, resources } = simulated.parse(load("simulator/data/aws.json"));
  const below = (fields: Record<string, string>, prefix: string): string[] =>
    Object.entries(fields).flatMap(([name, shape]) => {
      const [, list, type] = /^(\[\])?#(.+)$/.exec(shape) ?? [];
      const inner = type === undefined ? undefined : types[type];
      const here = `${prefix}${name}`;
      return inner === undefined
        ? [here]
        : below(inner.properties, `${here}${list === undefined ? "" : "[*]"}.`);
    });
  return below(resources[token]?.inputs.properties ?? {}, "");
}

function load(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
