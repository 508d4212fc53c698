import type { Field, Seen } from "./field.js";
import { type Finding, fail, undetermined } from "./rule.js";

/** Whether something holds: certainly, certainly not, or depending on an unknown value. */
export type Certainty = "yes" | "no" | "maybe";

/** Whether all of it holds. */
export function allOf(...parts: readonly Certainty[]): Certainty {
  if (parts.includes("no")) {
    return "no";
  }
  return parts.includes("maybe") ? "maybe" : "yes";
}

/** Whether any of it holds. */
export function anyOf(...parts: readonly Certainty[]): Certainty {
  return not(allOf(...parts.map(not)));
}

/** Whether it does not hold. */
export function not(part: Certainty): Certainty {
  return ({ yes: "no", no: "yes", maybe: "maybe" } as const)[part];
}

/** Whether the value is known to be such a one; a missing one and one of another type is not. */
export function holds<T>(seen: Seen<T>, isSuch: (value: T) => boolean): Certainty {
  if (seen.state === "unknown") {
    return "maybe";
  }
  return seen.state === "known" && isSuch(seen.value) ? "yes" : "no";
}

/** Whether the flag is on. */
export function isOn(field: Field): Certainty {
  return holds(field.flag(), (value) => value);
}

/** Whether there is a value, whatever its type. */
export function isGiven(field: Field): Certainty {
  return ({ known: "yes", missing: "no", unknown: "maybe" } as const)[field.state];
}

/** Whether one of the elements of a list is such; one that is not known yet may hold any. */
export function anyItem(list: Field, isSuch: (item: Field) => Certainty): Certainty {
  const items = list.items();
  return items.state === "unknown"
    ? "maybe"
    : anyOf(...(items.state === "known" ? items.value.map(isSuch) : []));
}

/** Reports `wrong` as far as it is certain. */
export function* reportIf(
  certainty: Certainty,
  field: Pick<Field, "path">,
  wrong: string,
): Iterable<Finding> {
  if (certainty === "yes") {
    yield fail(field, wrong);
  } else if (certainty === "maybe") {
    yield undetermined(field, `not known yet; perhaps ${wrong}`);
  }
}

/** The findings of a demand that holds only in a certain case, as far as that is the case. */
export function* provided(certainty: Certainty, findings: Iterable<Finding>): Iterable<Finding> {
  for (const finding of findings) {
    if (certainty === "yes" || (certainty === "maybe" && finding.verdict === "undetermined")) {
      yield finding;
    } else {
      yield* reportIf(certainty, finding, finding.message);
    }
  }
}
