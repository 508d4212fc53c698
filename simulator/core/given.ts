import { isList, isObject, type Json, type JsonObject } from "./json.js";
import type { PackageSpec, ResourceSpec } from "./spec.js";

/**
 * The old inputs without members that the platform fills in itself and that the program leaves
 * out now: leaving them out is no change.
 */
export function given(
  { types }: Pick<PackageSpec, "types">,
  { inputs, outputs }: ResourceSpec,
  before: JsonObject,
  news: JsonObject,
): JsonObject {
  return members(types, inputs.properties, outputs.always, before, news);
}

type Types = PackageSpec["types"];

function members(
  types: Types,
  properties: Readonly<Record<string, string>>,
  computed: readonly string[],
  before: JsonObject,
  news: JsonObject,
): JsonObject {
  const kept: [string, Json][] = [];
  for (const [key, value] of Object.entries(before)) {
    if (news[key] !== undefined || !computed.includes(key)) {
      kept.push([key, follow(types, properties[key] ?? "any", value, news[key])]);
    }
  }
  return Object.fromEntries(kept);
}

function follow(types: Types, type: string, before: Json, news: Json | undefined): Json {
  if (isList(before) && isList(news)) {
    return before.map((item, index) => follow(types, type.slice(2), item, news[index]));
  }
  const spec = type.startsWith("#") ? types[type.slice(1)] : undefined;
  return spec && isObject(before) && isObject(news)
    ? members(types, spec.properties, spec.computed ?? [], before, news)
    : before;
}
