/** What stands in place of a secret. */
export const masked = "[secret]";

/** Shorter values are not masked: they would be found in every other word. */
const shortest = 4;

/** Every text within a value, keys of objects left out. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Values of a report that are words of ours, whatever they are equal to. */
const ownWords = new Set(["command", "outcome", "verdict", "severity", "change", "level"]);

/**
 * Replaces each of the secrets wherever it stands in the texts of a report, also within a longer
 * text. Numbers, flags and the words of the report's own vocabulary stay.
 */
export function maskerOf(secrets: Iterable<string>): <T>(report: T) => T {
  const longestFirst = [...new Set(secrets)]
    .flatMap((secret) => [secret, secret.trim(), JSON.stringify(secret).slice(1, -1)])
    .filter((secret) => secret.length >= shortest)
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const mask = (text: string) =>
    longestFirst.reduce((left, secret) => left.replaceAll(secret, masked), text);
  return (report) =>
    JSON.parse(JSON.stringify(report), (key, value: unknown) =>
      typeof value === "string" && !ownWords.has(key) ? mask(value) : value,
    );
}
