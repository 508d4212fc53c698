import { isDeepStrictEqual } from "node:util";
import { assumed, type Inputs, type RadiusTable, type Rule } from "./table.js";

/** A property that differs, with the rule that judges it. */
export interface Difference {
  /** Where, as people write it: `memory`, `disks.data.size`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly rule: Rule;
  /** Label of the element of a list that has labels. */
  readonly label?: string;
}

interface Place {
  /** The property as the table names it. */
  readonly name: string;
  readonly path: string;
  readonly label?: string;
  /** The rule of the block around, for what has none of its own. */
  readonly around?: Rule;
}

/** Every property that differs, as finely as the table tells properties apart. */
export function differences(table: RadiusTable, before: Inputs, after: Inputs): Difference[] {
  return below(table, { name: "", path: "" }, before, after);
}

function differ(table: RadiusTable, place: Place, before: unknown, after: unknown): Difference[] {
  if (isDeepStrictEqual(before, after)) {
    return [];
  }
  const found = finer(table, place, before, after);
  const isOrder = table.identities.has(place.name) && Array.isArray(before) && Array.isArray(after);
  // Elements with an identity have no order; any other difference that has no name is still one.
  return isOrder || found.length > 0
    ? found
    : [difference(place, before, after, ruleFor(table, place))];
}

function finer(table: RadiusTable, place: Place, before: unknown, after: unknown): Difference[] {
  const rule = table.rules.get(place.name);
  if (rule !== undefined && !hasRulesBelow(table, place)) {
    return [difference(place, before, after, rule)];
  }
  const within = rule === undefined ? place : { ...place, around: rule };
  if (isListOrNothing(before) && isListOrNothing(after)) {
    return inLists(table, within, before ?? [], after ?? []);
  }
  return isRecordOrNothing(before) && isRecordOrNothing(after)
    ? below(table, within, before ?? {}, after ?? {})
    : [];
}

function ruleFor({ rules }: RadiusTable, { name, around }: Place): Rule {
  return rules.get(name) ?? around ?? assumed;
}

/** Whether something inside a block has a rule of its own, which goes before the block's. */
function hasRulesBelow({ rules }: RadiusTable, { name }: Place): boolean {
  return [...rules.keys()].some((other) => other.startsWith(`${name}.`));
}

function difference(
  { path, label }: Place,
  before: unknown,
  after: unknown,
  rule: Rule,
): Difference {
  return { path, before, after, rule, ...(label !== undefined && { label }) };
}

function below(table: RadiusTable, place: Place, before: Inputs, after: Inputs): Difference[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return (
    [...keys]
      // Bridged providers keep notes of their own, such as `__defaults`, among the inputs.
      .filter((key) => !key.startsWith("__"))
      .flatMap((key) => {
        const here = { ...place, name: joined(place.name, key), path: joined(place.path, key) };
        return differ(table, here, before[key], after[key]);
      })
  );
}

function joined(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function inLists(
  table: RadiusTable,
  place: Place,
  before: readonly unknown[],
  after: readonly unknown[],
): Difference[] {
  const identity = table.identities.get(place.name);
  const [olds, news] = [keyed(before, identity), keyed(after, identity)];
  return [...new Set([...olds.keys(), ...news.keys()])].flatMap((key) => {
    const label = identity === undefined ? {} : { label: key };
    const path = joined(place.path, key);
    const at = (step: string): Place => ({
      ...place,
      ...{ name: `${place.name}[${step}]`, path, ...label },
    });
    const [was, is] = [olds.get(key), news.get(key)];
    if (olds.has(key) && news.has(key)) {
      return differ(table, at("*"), was, is);
    }
    const arrival = at(news.has(key) ? "+" : "-");
    return [difference(arrival, was, is, ruleFor(table, arrival))];
  });
}

function keyed(
  list: readonly unknown[],
  identity: string | undefined,
): ReadonlyMap<string, unknown> {
  return new Map(
    list.map((element, index) => {
      const own = identity !== undefined && isRecord(element) ? element[identity] : undefined;
      return [typeof own === "string" ? own : String(index), element];
    }),
  );
}

function isRecord(value: unknown): value is Inputs {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isRecordOrNothing(value: unknown): value is Inputs | undefined {
  return value === undefined || isRecord(value);
}

function isListOrNothing(value: unknown): value is readonly unknown[] | undefined {
  return value === undefined || Array.isArray(value);
}
