import type { Level } from "./level.js";

/** The inputs of a resource as the engine has them. */
export type Inputs = Readonly<Record<string, unknown>>;

/** Stands where a preview cannot know a value yet. */
export const unknownValue = Symbol("unknown");

/** A property that changes. */
export interface Change {
  /** The value before; undefined when there was none. */
  readonly before: unknown;
  /** The value after, `unknownValue` when a preview cannot tell; undefined when it goes. */
  readonly after: unknown;
  /** All inputs of the resource before and after: some answers depend on other properties. */
  readonly all: { readonly before: Inputs; readonly after: Inputs };
  /** Label of the disk to which the property belongs, when it is known. */
  readonly disk?: string;
}

/** What the change of a property does. */
export interface Effect {
  readonly level: Level;
  /** Why, as the end of a sentence: "is changed only while the machine is off". */
  readonly why: string;
  /** What the platform never does: the change is refused at preview. */
  readonly refused?: true;
  /** What is left for the customer to do, without the server's name. */
  readonly customerTask?: string;
}

/** The effect of a change, or how it follows from the values. */
export type Rule = Effect | ((change: Change) => Effect);

/** What each property of one type of resource does when it changes. */
export interface RadiusTable {
  /**
   * Rules by property: `memory`, `clone.timeout`, `disks[*].size`; `disks[+]` and `disks[-]` for
   * elements that come and go. A rule of a block holds for
   * everything below it that has none of its own.
   */
  readonly rules: ReadonlyMap<string, Rule>;
  /** Properties that identify the elements of lists, such as `label` for `disks`. */
  readonly identities: ReadonlyMap<string, string>;
}

/** Properties that share one effect. */
export type Group = readonly [effect: Effect, properties: readonly string[]];

/** A table from groups of properties and from single rules. */
export function tableOf(
  groups: readonly Group[],
  single: Readonly<Record<string, Rule>>,
  identities: Readonly<Record<string, string>> = {},
): RadiusTable {
  const grouped = groups.flatMap(([effect, properties]) =>
    properties.map((property): [string, Rule] => [property, effect]),
  );
  const rules = [...grouped, ...Object.entries(single)];
  const names = new Set(rules.map(([name]) => name));
  if (names.size < rules.length) {
    throw new Error("a property stands in a table of blast radii twice");
  }
  return { rules: new Map(rules), identities: new Map(Object.entries(identities)) };
}

/** What is assumed of everything that no table knows: unknown is not yes. */
export const assumed: Effect = {
  level: "replace",
  why: "is a property of which nothing is known, so the worst is assumed",
};
