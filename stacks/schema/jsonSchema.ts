import { z } from "zod";
import { catalog } from "./catalog.js";
import { estate } from "./estate.js";
import { hints } from "./report/hint.js";
import { exceptions } from "./ruleExceptions.js";
import { site } from "./site.js";

const documents = {
  site: { schema: site, title: "Site" },
  catalog: { schema: catalog, title: "Catalog" },
  estate: { schema: estate, title: "Estate" },
  exceptions: { schema: exceptions, title: "Exceptions" },
} as const;

/** The files that editors read, by their names, with what they hold. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  const files = Object.entries(documents).map(([name, { schema, title }]): [string, string] => [
    `${name}.schema.json`,
    `${JSON.stringify(jsonSchemaOf(schema, title), undefined, 2)}\n`,
  ]);
  return new Map(files);
}

function jsonSchemaOf(schema: z.ZodType, title: string) {
  return z.toJSONSchema(schema.meta({ title }), {
    // What people write, before defaults are filled in.
    io: "input",
    target: "draft-7",
    override: ({ zodSchema, jsonSchema }) => {
      const example = hints.get(zodSchema)?.example;
      if (example !== undefined && typeof jsonSchema.type === "string") {
        const isNumber = jsonSchema.type === "integer" || jsonSchema.type === "number";
        jsonSchema.examples = [isNumber ? Number(example) : example];
      }
    },
  });
}
