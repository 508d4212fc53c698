import { isDeepStrictEqual } from "node:util";
import { isList, isObject, type Json, type JsonObject } from "./json.js";
import { isShared, type Kind } from "./kind.js";
import { coveredBy } from "./path.js";

/** The three states that an update brings together. */
export interface Update {
  /** What the world holds now, whatever happened to it since. */
  readonly world: JsonObject;
  /** What the program gave last time. */
  readonly oldInputs: JsonObject;
  readonly news: JsonObject;
}

/**
 * The inputs that the object has after an update. A provider sends what changed between the old
 * inputs and the new ones: what did not change stays as the world has it, and members of maps and
 * sets that somebody else put there stay too.
 */
export function merged(kind: Kind, states: Update, ignore: readonly string[]): JsonObject {
  const { world, news } = states;
  const keys = new Set([...Object.keys(news), ...Object.keys(states.oldInputs)]);
  for (const key of Object.keys(world)) {
    if (kind.spec.inputs.properties[key] !== undefined && isShared(kind, key)) {
      keys.add(key);
    }
  }
  const inputs: [string, Json][] = [];
  for (const key of keys) {
    const value = mergedValue(kind, states, key, ignore);
    if (value !== undefined) {
      inputs.push([key, value]);
    }
  }
  return Object.fromEntries(inputs);
}

function mergedValue(
  kind: Kind,
  { world, oldInputs, news }: Update,
  key: string,
  ignore: readonly string[],
): Json | undefined {
  if (coveredBy(ignore, key) || isDeepStrictEqual(oldInputs[key], news[key])) {
    return world[key] ?? (key in world ? undefined : news[key]);
  }
  if (!isShared(kind, key)) {
    return news[key];
  }
  return (
    mergedMap(world[key], oldInputs[key], news[key]) ??
    mergedSet(world[key], oldInputs[key], news[key])
  );
}

function mergedMap(
  world: Json | undefined,
  old: Json | undefined,
  news: Json | undefined,
): JsonObject | undefined {
  if (!isObject(world) || (news !== undefined && !isObject(news))) {
    return isObject(news) ? news : undefined;
  }
  const own = isObject(old) ? old : {};
  const foreign = Object.entries(world).filter(([key]) => !(key in own));
  return { ...Object.fromEntries(foreign), ...news };
}

function mergedSet(
  world: Json | undefined,
  old: Json | undefined,
  news: Json | undefined,
): Json | undefined {
  if (!isList(world)) {
    return news;
  }
  const [own, wanted] = [isList(old) ? old : [], isList(news) ? news : []];
  const foreign = world.filter((item) => !own.includes(item) && !wanted.includes(item));
  return [...foreign, ...wanted];
}
