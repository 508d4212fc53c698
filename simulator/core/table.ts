import { z } from "zod";
import type { Json, JsonObject } from "./json.js";

const json: z.ZodType<Json> = z.json();

const rules = z.strictObject({
  /** Where the rules come from. */
  source: z.string(),
  /** Paths whose change replaces the resource. */
  replaces: z.array(z.string()).default([]),
  /** Paths below those that are changed in place all the same. */
  keeps: z.array(z.string()).default([]),
  /** Whether the platform refuses the new one while the old one exists. */
  deleteBeforeReplace: z.boolean().default(false),
  /** Properties whose order means nothing. */
  sets: z.array(z.string()).default([]),
  /** Properties that hold JSON text. */
  documents: z.array(z.string()).default([]),
  /** Properties that only the provider knows: the platform never tells them back. */
  notRead: z.array(z.string()).default([]),
  /** Maps of which a read tells only the keys that the program gave. */
  ownKeys: z.array(z.string()).default([]),
  /** Values that inputs get when they are left out. */
  defaults: z.record(z.string(), json).default({}),
  /** Values of nested members, by path pattern, that mean the same as leaving them out. */
  blanks: z.record(z.string(), json).default({}),
  /** Allowed values that the declarations don't tell, by path pattern. */
  allowed: z.record(z.string(), z.array(json)).default({}),
  /** Allowed shapes of text, as regular expressions by path pattern. */
  patterns: z.record(z.string(), z.string()).default({}),
  /** Smallest and largest numbers by path pattern. */
  ranges: z.record(z.string(), z.tuple([z.number(), z.number()])).default({}),
  /** The property that gets a made-up name when it is left out, and what stands before it. */
  autoname: z.strictObject({ property: z.string(), prefix: z.string().default("") }).optional(),
  /** How ids look: what stands before the hexadecimal digits. */
  idPrefix: z.string().optional(),
});

/** How one resource type behaves where data is enough to say it. */
export type Rules = z.infer<typeof rules>;

const table = z.record(z.string(), rules);

export type Table = z.infer<typeof table>;

export function parseTable(data: unknown): Table {
  return table.parse(data);
}

/** The rules of a type that the table does not name. */
export const noRules: Rules = rules.parse({ source: "none" });

/** The inputs with the rules' defaults for what is left out. */
export function withDefaults({ defaults }: Rules, inputs: JsonObject): JsonObject {
  return { ...defaults, ...inputs };
}
