/** Values as JSON knows them: what properties are once secrets and wire forms are stripped. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/** Where a value stands inside properties: keys and list positions, outermost first. */
export type Path = readonly (string | number)[];

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !isList(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The text under a key; nothing when it is absent or of another type. */
export function textAt(from: JsonObject, key: string): string | undefined {
  const value = from[key];
  return typeof value === "string" ? value : undefined;
}

/** The value as a person reads it: text as it is, everything else as JSON. */
export function shown(value: Json | undefined): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** The number under a key; nothing when it is absent or of another type. */
export function numberAt(from: JsonObject, key: string): number | undefined {
  const value = from[key];
  return typeof value === "number" ? value : undefined;
}

/** Whether the key holds `true`. */
export function flagAt(from: JsonObject, key: string): boolean {
  return from[key] === true;
}

/** The object under a key; empty when it is absent or of another type. */
export function objectAt(from: JsonObject, key: string): JsonObject {
  const value = from[key];
  return isObject(value) ? value : {};
}

/** The objects in the list under a key; what is not an object is left out. */
export function objectsAt(from: JsonObject, key: string): readonly JsonObject[] {
  const value = from[key];
  return isList(value) ? value.filter(isObject) : [];
}

/** The texts in the list under a key; what is not a text is left out. */
export function textsAt(from: JsonObject, key: string): readonly string[] {
  const value = from[key];
  return isList(value) ? value.filter((item) => typeof item === "string") : [];
}

/** The value without keys that hold null: the platforms do not tell null from absent. */
export function withoutNulls(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null)
      .map(([key, item]) => [key, clean(item)]),
  );
}

function clean(value: Json): Json {
  if (isList(value)) {
    return value.map(clean);
  }
  return isObject(value) ? withoutNulls(value) : value;
}

/** The value at a path; nothing when the path leads nowhere. */
export function valueAt(from: Json | undefined, path: Path): Json | undefined {
  let value = from;
  for (const step of path) {
    if (typeof step === "number") {
      value = isList(value) ? value[step] : undefined;
    } else {
      value = isObject(value) ? value[step] : undefined;
    }
  }
  return value;
}
