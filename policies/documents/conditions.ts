import { allOf, anyOf, type Certainty, not } from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import { anyText } from "./statements.js";

/** Operators that demand a value; `…IfExists` and negated ones also hold for callers without it. */
const exact = ["StringEquals", "StringEqualsIgnoreCase", "ForAnyValue:StringEquals"];
const patterned = ["StringLike", "ArnLike", "ArnEquals", "ForAnyValue:StringLike"];

/** Keys of the request that tell the organization or the account that the caller belongs to. */
const callerKeys = [
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:sourceorgid",
  "aws:sourceaccount",
  "aws:sourcearn",
  "kms:calleraccount",
];

/** Whether the statement's condition keeps it to callers of named accounts or organizations. */
export function isKeptToCallers(statement: Field): Certainty {
  return demandsKey(statement, (key) => callerKeys.includes(key), namesAccount);
}

/**
 * Whether the statement's condition demands of a key (given in lower case) that its value is one
 * of those written, and all of those are narrow.
 */
export function demandsKey(
  statement: Field,
  isSuchKey: (key: string) => boolean,
  isNarrow: (value: string) => boolean,
): Certainty {
  const condition = statement.get("Condition");
  if (condition.state === "unknown") {
    return "maybe";
  }
  const demands = [...exact, ...patterned].map((operator): Certainty => {
    const block = condition.get(operator);
    const isFine = (value: string) =>
      !value.includes("${") && (exact.includes(operator) ? value !== "" : isNarrow(value));
    const keys = block.keys();
    if (keys.state !== "known") {
      return keys.state === "unknown" ? "maybe" : "no";
    }
    const own = keys.value.filter((key) => isSuchKey(key.toLowerCase()));
    return anyOf(...own.map((key) => areAll(block.get(key), isFine)));
  });
  return anyOf(...demands);
}

function areAll(field: Field, isFine: (value: string) => boolean): Certainty {
  const isAny = anyText(field, () => true, "no");
  return allOf(isAny, not(anyText(field, (value) => !isFine(value), "yes")));
}

/** Whether a pattern says which account or organization it means. */
function namesAccount(pattern: string): boolean {
  return /(^|[:/])(\d{12}|o-[a-z0-9]{10,32})([:/]|$)/.test(pattern);
}
