import { CORE_SCHEMA, defineMappingTag, load, mapTag, YAMLException } from "js-yaml";

// The plain mapping turns `null:` and `1:` into text without a word, and the schema passes over a
// `__proto__`.
const textKeys = defineMappingTag("tag:yaml.org,2002:map", {
  ...mapTag,
  addPair: (carrier, key, value) =>
    typeof key === "string" && key !== "__proto__"
      ? mapTag.addPair(carrier, key, value)
      : `the key ${String(key)} is not text that can be a name${inQuotes(key)}`,
});
const inQuotes = (key: unknown) =>
  typeof key === "number" ? `; write "${String(key)}", in quotes` : "";
const schema = CORE_SCHEMA.withTags(textKeys);

/** What a YAML text holds, or why and where it cannot be read. */
export type Loaded =
  | { readonly value: unknown }
  | { readonly reason: string; readonly offset: number; readonly isTooDeep: boolean };

/**
 * Reads YAML 1.2 with its core schema: dates and times of the day stay text. One document, no
 * aliases, at most 100 levels deep.
 */
export function loadYaml(text: string): Loaded {
  if (isBlank(text)) {
    return { value: undefined };
  }
  try {
    return { value: load(text, { schema, maxAliases: 0 }) };
  } catch (error) {
    if (error instanceof YAMLException) {
      const { reason } = error;
      return { reason, offset: error.mark?.position ?? 0, isTooDeep: reason.includes("maxDepth") };
    }
    throw error;
  }
}

function isBlank(text: string): boolean {
  return !/^(?!\s*(#|---\s*(#|$)|\.\.\.\s*$)).*\S/m.test(text);
}
