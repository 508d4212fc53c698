import { anyOf, type Certainty, holds, not } from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import { type Finding, fail, undetermined } from "../framework/rule.js";

/**
 * What `visit` finds in each statement of a policy document, which is JSON text or an object. A
 * value that is not given is no document and grants nothing; one that can't be read fails.
 */
export function* inEachStatement(
  document: Field,
  visit: (statement: Field) => Iterable<Finding>,
): Iterable<Finding> {
  const content = document.json();
  const statements = content.get("Statement").oneOrMany();
  if (document.state === "missing") {
    return;
  }
  if (statements.state === "unknown") {
    yield undetermined(document, "the document is not known yet; perhaps it grants too much");
  } else if (statements.state === "known") {
    for (const statement of statements.value) {
      yield* isStatement(statement) ? visit(statement) : [fail(statement, unreadable)];
    }
  } else {
    yield fail(document, unreadable);
  }
}

const unreadable = "not a policy that can be read, so nothing is proved";

function isStatement(field: Field): boolean {
  return field.state === "unknown" || field.keys().state === "known";
}

/** Whether the statement allows something: only the exact word Deny is none that does. */
export function allows(statement: Field): Certainty {
  return not(holds(statement.get("Effect").text(), (effect) => effect === "Deny"));
}

/**
 * Whether one of the texts at `field`, a text or a list of texts, is such a text; `odd` is the
 * answer for a value that is neither.
 */
export function anyText(
  field: Field,
  isSuch: (text: string) => boolean,
  odd: Certainty,
): Certainty {
  const items = field.oneOrMany();
  if (items.state !== "known") {
    return ({ unknown: "maybe", missing: "no", wrongType: odd } as const)[items.state];
  }
  return anyOf(
    ...items.value.map((item): Certainty => {
      const text = item.text();
      if (text.state === "known") {
        return isSuch(text.value) ? "yes" : "no";
      }
      return text.state === "unknown" ? "maybe" : odd;
    }),
  );
}
