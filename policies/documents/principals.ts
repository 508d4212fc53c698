import { anyOf, type Certainty, isGiven } from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import { anyText } from "./statements.js";

/**
 * Whether the statement counts for everybody. One that names whom it leaves out, or names nobody
 * in a form that can be read, does.
 */
export function isForEverybody(statement: Field): Certainty {
  const principal = statement.get("Principal");
  const names = principal.keys();
  if (names.state === "known" && names.value.length > 0) {
    const named = names.value.map((kind) => anyText(principal.get(kind), hasWildcard, "yes"));
    return anyOf(isGiven(statement.get("NotPrincipal")), ...named);
  }
  return names.state === "unknown" ? "maybe" : "yes";
}

function hasWildcard(text: string): boolean {
  return text.includes("*") || text.includes("?");
}
