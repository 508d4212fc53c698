import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { ApiDescription, ApiOperation, ApiSchema } from "../veeam/description.js";
import { formatSpec } from "./formatSpec.js";
import { veeamKinds, veeamOperations } from "./veeamOperations.js";

const published = z.object({
  $ref: z.string().optional(),
  type: z.string().optional(),
  format: z.string().optional(),
  enum: z.array(z.string()).optional(),
  nullable: z.boolean().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  required: z.array(z.string()).optional(),
  discriminator: z
    .object({ propertyName: z.string(), mapping: z.record(z.string(), z.string()) })
    .optional(),
  get properties() {
    return z.record(z.string(), published).optional();
  },
  get items() {
    return published.optional();
  },
  get allOf() {
    return z.array(published).optional();
  },
});

type Published = z.infer<typeof published>;

const content = z.record(z.string(), z.object({ schema: published.default({}) })).default({});

const answer = z.object({ $ref: z.string().optional(), content });

const operation = z.object({
  operationId: z.string(),
  parameters: z
    .array(
      z
        .object({ name: z.string(), in: z.string(), schema: published.default({}) })
        .or(z.object({})),
    )
    .default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), answer),
});

const openApi = z.object({
  info: z.object({ version: z.string() }),
  paths: z.record(z.string(), z.partialRecord(z.enum(["get", "post", "put", "delete"]), operation)),
  components: z.object({
    schemas: z.record(z.string(), published),
    responses: z.record(z.string(), answer),
  }),
});

type OpenApi = z.infer<typeof openApi>;

/** Where the reduced description has its schemas. */
const pointer = "#/schemas/";

/** Reads a published description and says what the simulator must know of it. */
class Reduction {
  readonly schemas: Record<string, ApiSchema> = {};
  private readonly source: OpenApi;

  constructor(source: OpenApi) {
    this.source = source;
  }

  operations(): Record<string, ApiOperation> {
    const { paths } = this.source;
    const all = Object.entries(paths).flatMap(([path, methods]) =>
      (["get", "post", "put", "delete"] as const).flatMap((method) => {
        const found = methods[method];
        return found ? [[found.operationId, this.operation(path, method, found)] as const] : [];
      }),
    );
    return Object.fromEntries(all);
  }

  private operation(
    path: string,
    method: ApiOperation["method"],
    { parameters, requestBody, responses }: z.infer<typeof operation>,
  ): ApiOperation {
    const query = parameters.flatMap((one) =>
      "in" in one && one.in === "query" ? [[one.name, this.schema(one.schema)] as const] : [],
    );
    const [body] = Object.entries(requestBody?.content ?? {});
    const answers = Object.entries(responses).flatMap(([status, response]) => {
      const schema = this.response(response).content["application/json"]?.schema;
      return schema ? [[status, this.schema(schema)] as const] : [];
    });
    return {
      method,
      path,
      query: Object.fromEntries(query),
      ...(body && {
        body: { form: body[0] !== "application/json", schema: this.schema(body[1].schema) },
      }),
      answers: Object.fromEntries(answers),
    };
  }

  private response(given: z.infer<typeof answer>): z.infer<typeof answer> {
    return given.$ref === undefined ? given : found(this.source.components.responses, given.$ref);
  }

  private schema({ $ref, items, properties, nullable, ...given }: Published): ApiSchema {
    if ($ref !== undefined) {
      return this.reference(nameOf($ref));
    }
    const { type, format, minimum, maximum, enum: values } = given;
    return {
      ...(type !== undefined && { type: nullable ? [type, "null"] : type }),
      ...(format !== undefined && { format }),
      ...(values && { enum: values }),
      ...(minimum !== undefined && { minimum }),
      ...(maximum !== undefined && { maximum }),
      ...(items && { items: this.schema(items) }),
      ...(properties && this.members({ properties, required: given.required ?? [] })),
    };
  }

  private reference(name: string): ApiSchema {
    if (this.schemas[name] === undefined) {
      this.schemas[name] = {};
      const source = found(this.source.components.schemas, name);
      this.schemas[name] = source.discriminator
        ? this.kinds(name, source, source.discriminator)
        : source.allOf
          ? { type: "object", ...this.members(this.merged(source)), additionalProperties: false }
          : { ...this.schema(source), ...(source.properties && { additionalProperties: false }) };
    }
    return { $ref: `${pointer}${name}` };
  }

  /** What all kinds have in common, and of those that are known everything. */
  private kinds(
    name: string,
    source: Published,
    { propertyName, mapping }: NonNullable<Published["discriminator"]>,
  ): ApiSchema {
    const known = veeamKinds[name];
    const kinds = Object.entries(mapping).filter(([kind]) => known?.includes(kind) ?? true);
    return {
      type: "object",
      ...this.members(this.merged(source)),
      allOf: kinds.map(([kind, reference]) => ({
        if: { properties: { [propertyName]: { const: kind } }, required: [propertyName] },
        // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema.
        then: this.reference(nameOf(reference)),
      })),
    };
  }

  private members({ properties, required }: Members): ApiSchema {
    const described = Object.entries(properties).map(([key, value]) => [key, this.schema(value)]);
    // The description demands a member or two that it does not have.
    const demanded = required.filter((key) => properties[key] !== undefined);
    return {
      properties: Object.fromEntries(described),
      ...(demanded.length > 0 && { required: demanded }),
    };
  }

  /** The members of a schema with those that it inherits. */
  private merged({ allOf = [], properties = {}, required = [] }: Published): Members {
    const inherited = allOf.map((part) =>
      this.merged(
        part.$ref === undefined ? part : found(this.source.components.schemas, nameOf(part.$ref)),
      ),
    );
    const parts = [...inherited, { properties, required }];
    return {
      properties: Object.assign({}, ...parts.map((part) => part.properties)),
      required: [...new Set(parts.flatMap((part) => part.required))],
    };
  }
}

interface Members {
  readonly properties: Readonly<Record<string, Published>>;
  readonly required: readonly string[];
}

function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

function found<T>(all: Readonly<Record<string, T>>, reference: string): T {
  const one = all[nameOf(reference)];
  if (one === undefined) {
    throw new Error(`the description refers to ${reference} and does not have it`);
  }
  return one;
}

/** The simulator's data of the backup server's API, taken from its published description. */
export function veeamDescription(text: string): ApiDescription {
  const source = openApi.parse(JSON.parse(text));
  const paths = Object.entries(source.paths).map(([path, methods]) => [
    path,
    Object.fromEntries(
      Object.entries(methods).filter(([, one]) => veeamOperations.includes(one?.operationId ?? "")),
    ),
  ]);
  const reduction = new Reduction({ ...source, paths: Object.fromEntries(paths) });
  const operations = reduction.operations();
  return { version: source.info.version, operations, schemas: reduction.schemas };
}

if (require.main === module) {
  const [, , file = ""] = process.argv;
  const description = veeamDescription(readFileSync(file, "utf8"));
  writeFileSync(join("simulator", "data", "veeam.json"), formatSpec(description));
}
