import { isList, isObject, type Json, type JsonObject } from "./json.js";
import type { PackageSpec, ResourceSpec } from "./spec.js";

/**
 * The inputs that a read tells. With the last inputs at hand they are what those became: members
 * that the program never gave are not added to objects, but whatever appeared in maps and lists
 * is. Without them (import) everything that can be an input is.
 */
export function readInputs(
  { types }: Pick<PackageSpec, "types">,
  { inputs }: ResourceSpec,
  state: JsonObject,
  last: JsonObject | undefined,
): JsonObject {
  return members(types, inputs.properties, state, last);
}

type Types = PackageSpec["types"];

function members(
  types: Types,
  properties: Readonly<Record<string, string>>,
  state: JsonObject,
  last: JsonObject | undefined,
): JsonObject {
  const told: [string, Json][] = [];
  for (const [key, value] of Object.entries(state)) {
    const type = properties[key];
    if (type !== undefined && (last === undefined || key in last)) {
      told.push([key, follow(types, type, value, last?.[key])]);
    }
  }
  return Object.fromEntries(told);
}

function follow(types: Types, type: string, value: Json, last: Json | undefined): Json {
  if (isList(value)) {
    const lasts = isList(last) ? last : [];
    return value.map((item, index) => follow(types, type.slice(2), item, lasts[index]));
  }
  const spec = types[type.slice(1)];
  return type.startsWith("#") && spec && isObject(value)
    ? members(types, spec.properties, value, isObject(last) ? last : undefined)
    : value;
}
