import { readFileSync } from "node:fs";
import { z } from "zod";
import { foundOnHost, untouched } from "../../../../components/service/blastRadius/hyperv.js";
import { hardwareDocument } from "../../../../components/service/hardware/document.js";
import { machineDocument } from "../../../../simulator/hyperv/document.js";
import { managedDocument } from "../../../../simulator/vmm/document.js";

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

/** Every input of a resource in the typings of a cloud's provider, down to the leaves. */
export function cloudInputs(cloud: "aws" | "azure" | "command", token: string): PropertyName[] {
  const { types, resources } = simulated.parse(load(`simulator/data/${cloud}.json`));
  const below = (
    fields: Record<string, string>,
    prefix: string,
    outer: readonly string[],
  ): string[] =>
    Object.entries(fields).flatMap(([name, shape]) => {
      const [, list, type = ""] = /^(\[\])?#(.+)$/.exec(shape) ?? [];
      const inner = types[type];
      const here = `${prefix}${name}`;
      // Azure's types refer to each other in circles.
      return inner === undefined || outer.includes(type)
        ? [here]
        : below(inner.properties, `${here}${list === undefined ? "" : "[*]"}.`, [...outer, type]);
    });
  return below(resources[token]?.inputs.properties ?? {}, "", []);
}

function load(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}

/**
 * Everything that a Hyper-V host is told of a machine, down to the leaves, as its model takes it, and
 * what is found of one besides.
 */
export function hypervInputs(): PropertyName[] {
  return [...documentInputs(machineDocument), untouched];
}

/** The same of what Virtual Machine Manager is told. */
export function vmmInputs(): PropertyName[] {
  return [...documentInputs(managedDocument), untouched];
}

function documentInputs({ shape }: z.ZodObject): PropertyName[] {
  const below = (shape: object, prefix: string): string[] =>
    Object.entries(shape).flatMap(([name, field]) => {
      const here = `${prefix}${name}`;
      const inner: unknown = field instanceof z.ZodNullable ? field.unwrap() : undefined;
      if (inner instanceof z.ZodObject) {
        return [here, ...below(inner.shape, `${here}.`)];
      }
      return field instanceof z.ZodArray && field.element instanceof z.ZodObject
        ? below(field.element.shape, `${here}[*].`)
        : [here];
    });
  return [...below(shape, ""), ...foundOnHost];
}

const told = z.object({
  properties: z.record(z.string(), z.object({ items: z.unknown().optional() })),
});

/** Everything that the program that keeps hardware is told of a machine, down to the leaves. */
export function physicalInputs(): PropertyName[] {
  const below = (schema: unknown, prefix: string): string[] =>
    Object.entries(told.parse(schema).properties).flatMap(([name, { items }]) =>
      told.safeParse(items).success ? below(items, `${prefix}${name}[*].`) : [`${prefix}${name}`],
    );
  return below(z.toJSONSchema(hardwareDocument.shape.sections.shape.machine), "");
}
