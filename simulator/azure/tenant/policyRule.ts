import { isList, type Json, type JsonObject, objectAt, shown } from "../../core/json.js";
import { apiError } from "../apiError.js";

/** Whether a resource meets the condition of a policy, as far as our own policies use conditions. */
export function meets(condition: JsonObject, properties: JsonObject): boolean {
  const { allOf, anyOf, not, field, ...test } = condition;
  const inner = (one: Json | undefined) => meets(objectAt({ one: one ?? {} }, "one"), properties);
  if (isList(allOf)) {
    return allOf.every(inner);
  }
  if (isList(anyOf)) {
    return anyOf.some(inner);
  }
  if (not !== undefined) {
    return !inner(not);
  }
  const value = fieldOf(shown(field), properties);
  return Object.entries(test).every(([operator, wanted]) => compare(operator, value, wanted));
}

/** `type`, `name` or `tags['KEY']`. */
function fieldOf(field: string, properties: JsonObject): string | undefined {
  const [, tag] = /^tags\['(.+)'\]$/.exec(field) ?? [];
  const value = tag === undefined ? properties[field] : objectAt(properties, "tags")[tag];
  return typeof value === "string" ? value.toLowerCase() : undefined;
}

function compare(operator: string, value: string | undefined, wanted: Json): boolean {
  const texts = (isList(wanted) ? wanted : [wanted]).map((one) => shown(one).toLowerCase());
  const [text = ""] = texts;
  switch (operator) {
    case "exists":
      return (value !== undefined) === (text === "true");
    case "equals":
    case "in":
      return value !== undefined && texts.includes(value);
    case "notEquals":
    case "notIn":
      return value === undefined || !texts.includes(value);
    case "like":
      return value !== undefined && isLike(value, text);
    default:
      throw apiError(400, "InvalidPolicyRule", `The operator '${operator}' is not simulated.`);
  }
}

/** One `*` stands for any rest. */
function isLike(value: string, pattern: string): boolean {
  const [start = "", end = ""] = pattern.split("*");
  return (
    value.length >= start.length + end.length && value.startsWith(start) && value.endsWith(end)
  );
}
