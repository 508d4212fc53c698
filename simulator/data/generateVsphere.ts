import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type {
  FunctionSpec,
  ObjectSpec,
  OutputsSpec,
  PackageSpec,
  ResourceSpec,
} from "../core/spec.js";
import { formatSpec } from "./formatSpec.js";

const property = z.looseObject({
  type: z.string().optional(),
  $ref: z.string().optional(),
  willReplaceOnChanges: z.boolean().optional(),
  secret: z.boolean().optional(),
  get items() {
    return property.optional();
  },
  get additionalProperties() {
    return property.optional();
  },
});
const properties = z.record(z.string(), property);
const objectType = z.looseObject({
  properties: properties.default({}),
  required: z.array(z.string()).default([]),
  language: z
    .looseObject({
      nodejs: z.looseObject({ requiredOutputs: z.array(z.string()).default([]) }).optional(),
    })
    .optional(),
});
const schema = z.looseObject({
  name: z.string(),
  version: z.string().default("4.17.0"),
  provider: z.looseObject({ inputProperties: properties }),
  types: z.record(z.string(), objectType),
  resources: z.record(
    z.string(),
    z.looseObject({
      inputProperties: properties.default({}),
      requiredInputs: z.array(z.string()).default([]),
      properties: properties.default({}),
      required: z.array(z.string()).default([]),
    }),
  ),
  functions: z.record(
    z.string(),
    z.looseObject({ inputs: objectType.optional(), outputs: objectType.optional() }),
  ),
});

type Schema = z.infer<typeof schema>;
type Property = z.infer<typeof property>;
type Properties = z.infer<typeof properties>;

/** The simulator's data of a platform, taken from a Pulumi package schema. */
export function specOfSchema(text: string): PackageSpec {
  const read = schema.parse(JSON.parse(text));
  return {
    name: read.name,
    version: read.version,
    config: objectSpec(read.provider.inputProperties, []),
    types: mapValues(read.types, typeSpec),
    values: {},
    resources: mapValues(read.resources, (resource) => resourceSpec(read, resource)),
    functions: mapValues(read.functions, functionSpec),
  };
}

function typeSpec({ properties, required, language }: Schema["types"][string]): ObjectSpec {
  const filled = language?.nodejs?.requiredOutputs ?? [];
  return withComputed(
    objectSpec(properties, required),
    filled.filter((key) => !required.includes(key)),
  );
}

function withComputed(spec: ObjectSpec, computed: readonly string[]): ObjectSpec {
  return computed.length > 0 ? { ...spec, computed: [...computed] } : spec;
}

function resourceSpec(read: Schema, resource: Schema["resources"][string]): ResourceSpec {
  return {
    inputs: objectSpec(resource.inputProperties, resource.requiredInputs),
    outputs: outputsSpec(resource.properties, resource.required),
    replaces: replacing(read, resource.inputProperties, "", 0),
  };
}

function functionSpec({ inputs, outputs }: Schema["functions"][string]): FunctionSpec {
  return {
    inputs: objectSpec(inputs?.properties ?? {}, inputs?.required ?? []),
    outputs: outputsSpec(outputs?.properties ?? {}, outputs?.required ?? []),
  };
}

function objectSpec(members: Properties, required: readonly string[]): ObjectSpec {
  const secrets = Object.keys(members).filter((key) => members[key]?.secret);
  return {
    properties: mapValues(members, typeText),
    required: [...required],
    ...(secrets.length > 0 && { secrets }),
  };
}

function outputsSpec(members: Properties, required: readonly string[]): OutputsSpec {
  return {
    always: [...required],
    sometimes: Object.keys(members).filter((key) => !required.includes(key)),
  };
}

function typeText({ type, $ref, items, additionalProperties }: Property): string {
  if ($ref !== undefined) {
    return $ref.startsWith("#/types/") ? `#${$ref.slice("#/types/".length)}` : "any";
  }
  if (type === "array") {
    return `[]${items ? typeText(items) : "any"}`;
  }
  if (type === "object") {
    return `{}${additionalProperties ? typeText(additionalProperties) : "any"}`;
  }
  return type ?? "any";
}

const deepest = 4;

function replacing(read: Schema, members: Properties, prefix: string, depth: number): string[] {
  return Object.entries(members).flatMap(([key, member]) => {
    const path = `${prefix}${key}`;
    if (member.willReplaceOnChanges) {
      return [path];
    }
    const list = member.items !== undefined;
    const ref = (member.items ?? member).$ref;
    const type = ref ? read.types[ref.slice("#/types/".length)] : undefined;
    return type && depth < deepest
      ? replacing(read, type.properties, `${path}${list ? "[*]" : ""}.`, depth + 1)
      : [];
  });
}

function mapValues<In, Out>(from: Readonly<Record<string, In>>, map: (value: In) => Out) {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, map(value)]));
}

/** Writes `simulator/data/vsphere.json` from the schema of the bindings. */
function main(): void {
  const [file = "sdks/vsphere/schema.json"] = process.argv.slice(2);
  const spec = specOfSchema(readFileSync(file, "utf8"));
  writeFileSync(join("simulator", "data", "vsphere.json"), formatSpec(spec));
}

if (require.main === module) {
  main();
}
