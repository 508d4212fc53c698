import { allows, anyText } from "../documents/statements.js";
import { allOf, anyOf, type Certainty, holds, isGiven, not } from "../framework/certainty.js";
import { type Field, unknownPart } from "../framework/field.js";

/** A test of what a resource was given. */
export type Test = (inputs: Field) => Certainty;

/** Something without which an account is not under the baseline. */
export interface Requirement {
  /** What is missing or weaker where nothing meets it, such as `the recorder`. */
  readonly what: string;
  readonly token: string;
  /** What its name goes on with after that of the component, where nothing else tells it. */
  readonly role?: string;
  /** Held by one resource of the type, all of them. */
  readonly tests: readonly Test[];
}

/** The value at a path such as `recordingGroup.allSupported`. */
function at(inputs: Field, path: string): Field {
  return path.split(".").reduce((field, key) => field.get(key), inputs);
}

/** The value is exactly this one. */
export function is(path: string, wanted: string | number | boolean): Test {
  return (inputs) => {
    const field = at(inputs, path);
    switch (typeof wanted) {
      case "string":
        return holds(field.text(), (value) => value === wanted);
      case "number":
        return holds(field.number(), (value) => value === wanted);
      case "boolean":
        return holds(field.flag(), (value) => value === wanted);
    }
  };
}

/** The number is this one or more. */
export function least(path: string, bound: number): Test {
  return (inputs) => holds(at(inputs, path).number(), (value) => value >= bound);
}

/** There is a value, whatever it is: it comes from another resource. */
export function given(path: string): Test {
  return (inputs) => {
    const field = at(inputs, path);
    // What another resource gives is unknown before that one exists.
    return field.state === "unknown" ? "yes" : isGiven(field);
  };
}

/** One item of the list meets all tests. */
export function some(path: string, ...tests: readonly Test[]): Test {
  return (inputs) => {
    const items = at(inputs, path).items();
    if (items.state !== "known") {
      return items.state === "unknown" ? "maybe" : "no";
    }
    return anyOf(...items.value.map((item) => allOf(...tests.map((test) => test(item)))));
  };
}

/** The list has an item, whatever it is. */
export function filled(path: string): Test {
  return (inputs) => {
    const items = at(inputs, path).items();
    return items.state === "unknown" || (items.state === "known" && items.value.length > 0)
      ? "yes"
      : "no";
  };
}

/** The list names the text. */
export function names(path: string, text: string): Test {
  return (inputs) => anyText(at(inputs, path), (item) => item === text, "no");
}

/**
 * The document under a key, by default the policy, has a statement of this name and effect for the
 * actions; what is denied is denied to everybody.
 */
export function states(
  sid: string,
  effect: "Allow" | "Deny",
  actions: readonly string[],
  key = "policy",
  ...also: readonly Test[]
): Test {
  return (inputs) => {
    const statements = inputs.get(key).json().get("Statement").oneOrMany();
    if (statements.state !== "known") {
      return statements.state === "unknown" ? "maybe" : "no";
    }
    const isIt = (statement: Field) =>
      allOf(
        is("Sid", sid)(statement),
        effect === "Allow" ? allows(statement) : not(allows(statement)),
        ...actions.map((action) => anyText(statement.get("Action"), (one) => one === action, "no")),
        ...also.map((test) => test(statement)),
        ...(effect === "Deny" ? [meetsEverybody(statement)] : []),
      );
    return anyOf(...statements.value.map(isIt));
  };
}

/** The statement holds only where this key of the request is compared. */
export function when(operator: string, key: string): Test {
  return (statement) => isGiven(statement.get("Condition").get(operator).get(key));
}

/** The statement serves one account only, or one resource of it. */
export const ofAccount: Test = (statement) =>
  anyOf(
    when("StringEquals", "aws:SourceAccount")(statement),
    when("StringEquals", "aws:SourceArn")(statement),
  );

/** All these flags are on. */
export const on = (...keys: readonly string[]): readonly Test[] => keys.map((key) => is(key, true));

/** The four ways in which a lock keeps the public out. */
export const publicLocks = on(
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
);

/** A policy of an identity names no principal; one of a resource has to name everybody. */
function meetsEverybody(statement: Field): Certainty {
  const principal = statement.get("Principal");
  return anyOf(not(isGiven(principal)), is("Principal", "*")(statement));
}

/** The value is this one to its last part; what is not known of it may be. */
export function same(path: string, wanted: unknown): Test {
  return (inputs) => alike(wanted)(at(inputs, path));
}

/** The very value that is tested is this one. */
export function alike(wanted: unknown): Test {
  return (field) => likeness(field.plain(), wanted);
}

function likeness(value: unknown, wanted: unknown): Certainty {
  if (value === unknownPart) {
    return "maybe";
  }
  if (Array.isArray(value) && Array.isArray(wanted) && value.length === wanted.length) {
    return allOf(...value.map((item: unknown, index) => likeness(item, wanted[index])));
  }
  const [own, other] = [entriesOf(value), entriesOf(wanted)];
  if (own === undefined || other === undefined) {
    return value === wanted ? "yes" : "no";
  }
  return own.size === other.size
    ? allOf(...[...own].map(([key, item]) => likeness(item, other.get(key))))
    : "no";
}

function entriesOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? new Map(Object.entries(value))
    : undefined;
}

/** Nothing is named there: no scope is left out, no part is chosen. */
export function nothing(path: string): Test {
  return (inputs) => {
    const items = at(inputs, path).items();
    if (items.state === "missing" || (items.state === "known" && items.value.length === 0)) {
      return "yes";
    }
    return items.state === "unknown" ? "maybe" : "no";
  };
}
