import type { WorldObject } from "../core/journal.js";
import {
  isList,
  type Json,
  type JsonObject,
  objectAt,
  objectsAt,
  shown,
  textAt,
  textsAt,
} from "../core/json.js";
import { apiError } from "./apiError.js";

/** What each filter of a service looks at, by the filter's name. */
export type FilterNames = Readonly<Record<string, (object: WorldObject) => Json | undefined>>;

/** The property of an object that a filter looks at. */
export function property(name: string): (object: WorldObject) => Json | undefined {
  return ({ properties }) => properties[name];
}

/**
 * The objects that pass every filter. Values may hold `*` and `?`; `tag:<key>` and `tag-key` work
 * on everything; a filter that the service does not know is refused.
 */
export function filtered(
  objects: readonly WorldObject[],
  args: JsonObject,
  names: FilterNames,
  operation: string,
): WorldObject[] {
  const wanted = Object.entries(objectAt(args, "tags")).map(([key, value]): Wanted => {
    return [tag(key), [exactly(shown(value))]];
  });
  for (const filter of objectsAt(args, "filters")) {
    const name = textAt(filter, "name") ?? "";
    const look = name.startsWith("tag:")
      ? tag(name.slice(4))
      : { ...names, "tag-key": tagKeys }[name];
    if (look === undefined) {
      const text = `The filter '${name}' is invalid`;
      throw apiError("EC2", operation, "InvalidParameterValue", text);
    }
    wanted.push([look, textsAt(filter, "values").map(pattern)]);
  }
  return objects.filter((object) =>
    wanted.every(([look, patterns]) => matches(look(object), patterns)),
  );
}

type Wanted = [look: (object: WorldObject) => Json | undefined, patterns: RegExp[]];

function tag(key: string): (object: WorldObject) => Json | undefined {
  return ({ properties }) => tagsOf(properties)[key];
}

function tagKeys({ properties }: WorldObject): Json {
  return Object.keys(tagsOf(properties));
}

/** All tags of an object, those of the connection included. */
export function tagsOf(properties: JsonObject): JsonObject {
  return { ...objectAt(properties, "tagsAll"), ...objectAt(properties, "tags") };
}

function matches(value: Json | undefined, patterns: readonly RegExp[]): boolean {
  const values = isList(value) ? value : value === undefined ? [] : [value];
  return values.some((item) => patterns.some((pattern) => pattern.test(shown(item))));
}

function pattern(text: string): RegExp {
  const escaped = text.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
}

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`, "s");
}
