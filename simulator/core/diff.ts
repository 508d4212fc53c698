import { isDeepStrictEqual } from "node:util";
import { isList, isObject, type Json, type JsonObject, type Path } from "./json.js";
import { coveredBy, covers, showPath } from "./path.js";

/** How a resource's properties are compared. */
export interface Comparison {
  /** Patterns of paths whose change replaces the resource. */
  readonly replaces: readonly string[];
  /** Patterns below `replaces` that are changed in place all the same. */
  readonly keeps: readonly string[];
  /** Properties whose order means nothing. */
  readonly sets: readonly string[];
  /** Properties that hold JSON text, compared by meaning. */
  readonly documents: readonly string[];
  /** Values, by path pattern, that mean the same as leaving the member out. */
  readonly blanks: Readonly<Record<string, Json>>;
}

type ChangeKind = "add" | "delete" | "update";

export interface Change {
  /** Shown path, such as `disks[1].size`. */
  readonly path: string;
  readonly kind: ChangeKind;
  readonly replace: boolean;
}

/** Every difference between two states of a resource's inputs, at the deepest place. */
export function compare(
  how: Comparison,
  olds: JsonObject,
  news: JsonObject,
  ignore: readonly string[] = [],
): Change[] {
  return differences(how, normalise(how, olds), normalise(how, news), [])
    .filter(({ path }) => !coveredBy(ignore, path))
    .filter((difference) => !isBlank(how, difference))
    .map(({ path, kind }) => ({
      path,
      kind,
      replace: coveredBy(how.replaces, path) && !coveredBy(how.keeps, path),
    }));
}

function normalise(how: Comparison, value: JsonObject): JsonObject {
  const changed: Record<string, Json> = { ...value };
  for (const key of how.sets) {
    const items = changed[key];
    if (isList(items)) {
      changed[key] = [...items].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
    }
  }
  for (const key of how.documents) {
    const text = changed[key];
    changed[key] = typeof text === "string" ? parsed(text) : (text ?? null);
  }
  return changed;
}

function sortKey(value: Json): string {
  return JSON.stringify(value);
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

interface Difference extends Omit<Change, "replace"> {
  readonly was: Json | undefined;
}

function isBlank({ blanks }: Comparison, { path, kind, was }: Difference): boolean {
  return (
    kind === "delete" &&
    Object.entries(blanks).some(([pattern, blank]) => covers(pattern, path) && was === blank)
  );
}

function differences(
  how: Comparison,
  older: Json | undefined,
  newer: Json | undefined,
  path: Path,
): Difference[] {
  const before = present(older);
  const after = present(newer);
  if (isDeepStrictEqual(before, after)) {
    return [];
  }
  if (before === undefined || after === undefined) {
    const kind = before === undefined ? "add" : "delete";
    return [{ path: showPath(path), kind, was: before }];
  }
  const inDocument = path.length === 1 && how.documents.includes(String(path[0]));
  if (isObject(before) && isObject(after) && !inDocument) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differences(how, before[key], after[key], [...path, key]));
  }
  if (isList(before) && isList(after) && !inDocument) {
    const longer = before.length > after.length ? before : after;
    return longer.flatMap((_, index) =>
      differences(how, before[index], after[index], [...path, index]),
    );
  }
  return [{ path: showPath(path), kind: "update", was: before }];
}

/** Empty lists and maps are what an absent block looks like. */
function present(value: Json | undefined): Json | undefined {
  if (value === null || (isList(value) && value.length === 0)) {
    return undefined;
  }
  return isObject(value) && Object.keys(value).length === 0 ? undefined : value;
}
