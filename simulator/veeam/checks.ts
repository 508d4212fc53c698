import Ajv, { type ValidateFunction } from "ajv";
import type { Json } from "../core/json.js";
import description from "../data/veeam.json";
import { type ApiOperation, type ApiSchema, apiDescription } from "./description.js";

/** What the simulator knows of the backup server's API. */
export const veeamApi = apiDescription.parse(description);

const root = "veeam";

const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false })
  .addFormat("uuid", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)
  .addFormat(
    "date-time",
    (text) => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)),
  )
  // The published examples have `9:00`.
  .addFormat("time", /^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/)
  .addFormat("password", true)
  .addFormat("double", { type: "number", validate: Number.isFinite })
  .addFormat("int32", { type: "number", validate: Number.isInteger })
  .addFormat("int64", { type: "number", validate: Number.isInteger })
  .addSchema({ $id: root, schemas: veeamApi.schemas });

const compiled = new WeakMap<ApiSchema, ValidateFunction>();

/** What in a value is not as its schema says; empty when all is well. */
export function wrongIn(schema: ApiSchema, value: unknown): string {
  const validate = compiled.get(schema) ?? compile(schema);
  compiled.set(schema, validate);
  return validate(value) ? "" : ajv.errorsText(validate.errors, { dataVar: "it" });
}

function compile(schema: ApiSchema): ValidateFunction {
  return ajv.compile(rooted(schema));
}

/** What a schema refers to lies in the description. */
function rooted({ $ref, items, ...schema }: ApiSchema): ApiSchema {
  return {
    ...schema,
    ...($ref !== undefined && { $ref: `${root}${$ref}` }),
    ...(items && { items: rooted(items) }),
  };
}

/** What in the parameters of a query is not as the operation says. */
export function wrongInQuery({ query }: ApiOperation, given: URLSearchParams): string {
  const wrong = [...given].map(([name, text]) => {
    const schema = query[name];
    return schema === undefined
      ? `there is no parameter ${name}`
      : wrongIn(schema, typed(schema, text));
  });
  return wrong.filter((text) => text !== "").join("; ");
}

function typed(schema: ApiSchema, text: string): Json {
  switch (schema.type) {
    case "integer":
      return Number(text);
    case "boolean":
      return text === "true" || (text === "false" ? false : text);
    case "array":
      return [text];
    default:
      return text;
  }
}
