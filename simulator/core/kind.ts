import type { ResourceBehaviour, Scene } from "./behaviour.js";
import type { Comparison } from "./diff.js";
import type { WorldObject } from "./journal.js";
import { isObject, type JsonObject, withoutNulls } from "./json.js";
import type { OutputsSpec, ResourceSpec } from "./spec.js";
import type { Rules } from "./table.js";

/** What the operations need to know about one resource type. */
export interface Kind {
  readonly token: string;
  readonly spec: ResourceSpec;
  readonly rules: Rules;
  readonly behaviour: ResourceBehaviour;
}

/** The inputs with a made-up name where the type wants one and the program gave none. */
export function named(
  { rules, spec }: Kind,
  inputs: JsonObject,
  olds: JsonObject,
  name: string,
  seed: string,
): JsonObject {
  const { property, prefix } = rules.autoname ?? { property: "", prefix: "" };
  if (spec.inputs.properties[property] === undefined || inputs[property] !== undefined) {
    return inputs;
  }
  return { ...inputs, [property]: olds[property] ?? `${prefix}${name}-${seed.slice(0, 7)}` };
}

/** How two states of the type's inputs are compared. */
export function comparison(
  { rules, spec, behaviour }: Kind,
  olds: JsonObject,
  news: JsonObject,
): Comparison {
  const more = behaviour.alsoReplaces?.(olds, news) ?? [];
  return { ...rules, replaces: [...rules.replaces, ...spec.replaces, ...more] };
}

/** Whether others may add members to the property, which the platform keeps. */
export function isShared({ rules, spec }: Kind, key: string): boolean {
  const type = spec.inputs.properties[key] ?? "";
  return type.startsWith("{}") || (rules.sets.includes(key) && type === "[]string");
}

/**
 * What the program manages, as it was before: its last inputs; what appeared where it gave
 * nothing; and whatever others put into its maps and sets.
 */
export function managed(kind: Kind, olds: JsonObject, oldInputs: JsonObject): JsonObject {
  const { spec, rules } = kind;
  const told = (key: string) =>
    spec.inputs.properties[key] !== undefined &&
    !rules.notRead.includes(key) &&
    !rules.ownKeys.includes(key);
  const appeared = spec.outputs.sometimes.filter(told);
  const shared = Object.keys(olds).filter((key) => told(key) && isShared(kind, key));
  return withoutNulls({ ...pick(olds, appeared), ...oldInputs, ...pick(olds, shared) });
}

/** What a read may tell: the platform knows nothing of what only the provider keeps. */
export function readable({ rules }: Kind, object: WorldObject): WorldObject {
  const told = Object.entries(object.properties).filter(([key]) => !rules.notRead.includes(key));
  return { ...object, properties: Object.fromEntries(told) };
}

/** The properties with only those keys in maps of own keys that the program gave. */
export function withOwnKeys(
  { rules }: Kind,
  properties: JsonObject,
  inputs: JsonObject,
): JsonObject {
  const own = rules.ownKeys.map((key): [string, JsonObject] => {
    const [all, given] = [properties[key], inputs[key]];
    return [key, isObject(all) && isObject(given) ? pick(all, Object.keys(given)) : {}];
  });
  const told = own.filter(([key, map]) => key in properties && Object.keys(map).length > 0);
  const others = Object.entries(properties).filter(([key]) => !rules.ownKeys.includes(key));
  return Object.fromEntries([...others, ...told]);
}

/** What the engine is told; the world knows more. */
export function declared(
  { outputs }: { readonly outputs: OutputsSpec },
  properties: JsonObject,
): JsonObject {
  return pick(properties, [...outputs.always, ...outputs.sometimes]);
}

export function pick(from: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));
}

/** What a read tells when the type has no code for it. */
export function plainRead(_scene: Scene, { properties }: WorldObject): JsonObject {
  return properties;
}
