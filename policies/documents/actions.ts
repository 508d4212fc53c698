/**
 * Whether an action of a statement, in which * and ? stand for anything, is one of the names, which
 * are in small letters.
 */
export function isAction(action: string, names: readonly string[]): boolean {
  const pattern = action
    .toLowerCase()
    .replace(/[^a-z0-9*?]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const expression = new RegExp(`^${pattern}$`);
  return names.some((name) => expression.test(name));
}
