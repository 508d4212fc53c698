import { z } from "zod";

/** A schema of the description, in the words of JSON Schema. */
export const apiSchema = z.strictObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  enum: z.array(z.string()).optional(),
  const: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.boolean().optional(),
  get properties() {
    return z.record(z.string(), apiSchema).optional();
  },
  get items() {
    return apiSchema.optional();
  },
  get allOf() {
    return z.array(apiSchema).optional();
  },
  // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema.
  get then() {
    return apiSchema.optional();
  },
  get if() {
    return apiSchema.optional();
  },
});

/** A schema of the description. */
export type ApiSchema = z.infer<typeof apiSchema>;

const apiOperation = z.strictObject({
  method: z.enum(["get", "post", "put", "delete"]),
  /** With placeholders in braces. */
  path: z.string(),
  query: z.record(z.string(), apiSchema),
  /** Absent where nothing is sent. */
  body: z.strictObject({ form: z.boolean(), schema: apiSchema }).optional(),
  /** What is answered, by status. */
  answers: z.record(z.string(), apiSchema),
});

/** An operation of the API. */
export type ApiOperation = z.infer<typeof apiOperation>;

/** What the simulator knows of a REST API. */
export const apiDescription = z.strictObject({
  version: z.string(),
  operations: z.record(z.string(), apiOperation),
  schemas: z.record(z.string(), apiSchema),
});

/** What the simulator knows of a REST API. */
export type ApiDescription = z.infer<typeof apiDescription>;
