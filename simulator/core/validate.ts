import { isList, isObject, type Json, type JsonObject, type Path } from "./json.js";
import { showPath } from "./path.js";
import type { ObjectSpec, PackageSpec } from "./spec.js";
import { unknownValue } from "./wire.js";

/** One reason why inputs are refused. */
export interface Problem {
  /** Shown path of the property, such as `disks[1].size`. */
  readonly property: string;
  readonly reason: string;
}

type Types = Pick<PackageSpec, "types" | "values">;

/** Every reason why the value is not what the spec asks for. Unknown values fit everywhere. */
export function validate(
  types: Types,
  spec: ObjectSpec,
  value: JsonObject,
  path: Path = [],
): Problem[] {
  const problems: Problem[] = [];
  for (const key of spec.required) {
    if (value[key] === undefined || value[key] === null) {
      problems.push({
        property: showPath([...path, key]),
        reason: `Missing required argument. The argument "${key}" is required, but no definition was found.`,
      });
    }
  }
  for (const [key, item] of Object.entries(value)) {
    const type = spec.properties[key];
    if (type === undefined) {
      problems.push({
        property: showPath([...path, key]),
        reason: `Invalid or unknown key. An argument named "${key}" is not expected here.`,
      });
    } else {
      problems.push(...validateValue(types, type, item, [...path, key]));
    }
  }
  return problems;
}

function validateValue(types: Types, type: string, value: Json, path: Path): Problem[] {
  if (value === null || value === unknownValue || type === "any") {
    return [];
  }
  if (type.startsWith("[]")) {
    return isList(value)
      ? value.flatMap((item, index) => validateValue(types, type.slice(2), item, [...path, index]))
      : wrongType(path, "list", value);
  }
  if (!type.startsWith("{}") && !type.startsWith("#")) {
    return validatePlain(types, type, value, path);
  }
  if (!isObject(value)) {
    return wrongType(path, type.startsWith("{}") ? "map" : "object", value);
  }
  if (type.startsWith("#")) {
    const spec = types.types[type.slice(1)];
    return spec ? validate(types, spec, value, path) : [];
  }
  return Object.entries(value).flatMap(([key, item]) =>
    validateValue(types, type.slice(2), item, [...path, key]),
  );
}

function validatePlain(types: Types, type: string, value: Json, path: Path): Problem[] {
  if (type.startsWith("=")) {
    const allowed = types.values[type.slice(1)] ?? [];
    return typeof value === "string" && allowed.includes(value)
      ? []
      : [notAllowed(path, value, allowed)];
  }
  if (type === "integer") {
    return Number.isInteger(value) ? [] : wrongType(path, type, value);
  }
  return typeof value === type ? [] : wrongType(path, type, value);
}

/** The problem of a value that is none of the allowed ones. */
export function notAllowed(path: Path, value: Json, allowed: readonly Json[]): Problem {
  const shown = allowed.length > 12 ? [...allowed.slice(0, 12), "…"] : allowed;
  return {
    property: showPath(path),
    reason: `expected ${showPath(path)} to be one of ${JSON.stringify(shown)}, got ${JSON.stringify(value)}`,
  };
}

function wrongType(path: Path, wanted: string, value: Json): Problem[] {
  const got = isList(value) ? "list" : isObject(value) ? "object" : typeof value;
  return [
    { property: showPath(path), reason: `Inappropriate value: ${wanted} required, got ${got}.` },
  ];
}

/** Where the spec itself says that a value is secret. */
export function secretPaths(types: Types, spec: ObjectSpec, value: JsonObject): Path[] {
  return Object.entries(value).flatMap(([key, item]) =>
    spec.secrets?.includes(key)
      ? [[key]]
      : secretsBelow(types, spec.properties[key] ?? "any", item).map((path) => [key, ...path]),
  );
}

function secretsBelow(types: Types, type: string, value: Json): Path[] {
  if (type.startsWith("[]") && isList(value)) {
    return value.flatMap((item, index) =>
      secretsBelow(types, type.slice(2), item).map((path) => [index, ...path]),
    );
  }
  const spec = type.startsWith("#") ? types.types[type.slice(1)] : undefined;
  return spec && isObject(value) ? secretPaths(types, spec, value) : [];
}
