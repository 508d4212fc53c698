import { distance } from "fastest-levenshtein";

const longestQuote = 60;

/** A value as it appears in a message, shortened when it is long. */
export function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > longestQuote ? `${text.slice(0, longestQuote - 1)}…` : text;
}

/** `a`, `a or b`, `a, b or c`. */
export function either(words: readonly string[]): string {
  const last = words.at(-1) ?? "nothing";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}

/** The name that a misspelled one most probably means; undefined when none is near. */
export function closest(name: string, names: readonly string[]): string | undefined {
  const spelled = name.toLowerCase();
  const reach = Math.max(1, Math.floor(spelled.length / 3));
  const ranked = names
    .map((candidate) => ({ candidate, steps: distance(spelled, candidate.toLowerCase()) }))
    .filter(({ steps }) => steps <= reach)
    .sort((a, b) => a.steps - b.steps);
  return ranked[0]?.candidate;
}

/** The fix for a name that does not exist: the near one, or the sentence given. */
export function didYouMean(name: string, names: readonly string[], otherwise: string): string {
  const near = closest(name, names);
  return near === undefined ? otherwise : `Did you mean ${quote(near)}?`;
}

/** Up to a dozen names that are allowed. */
export function oneOf(names: readonly string[]): string {
  if (names.length === 0) {
    return "a name, but none is declared";
  }
  const shown = names.slice(0, 12);
  const rest = names.length - shown.length;
  return rest === 0 ? either(shown) : `${shown.join(", ")} or one of ${rest} more`;
}
