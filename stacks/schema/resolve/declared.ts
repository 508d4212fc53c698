import type { Path, Report } from "../report/finding.js";
import { didYouMean, oneOf, quote } from "../report/wording.js";

/**
 * Named things of a file. `undefined` in place of a thing: it is declared and faulty; in place of
 * all: the file or its section cannot be read. Neither is reported again where it is referred to.
 */
export type Declared<T> = ReadonlyMap<string, T | undefined> | undefined;

/** What a name refers to; a name that is not declared is reported. */
export function lookUp<T>(
  declared: Declared<T>,
  name: string | undefined,
  what: { readonly kind: string; readonly where: string },
  path: Path,
  report: Report,
): T | undefined {
  if (declared === undefined || name === undefined) {
    return undefined;
  }
  if (!declared.has(name)) {
    const names = [...declared.keys()];
    report({
      path,
      at: "value",
      message: `${quote(name)} is not ${what.kind} of ${what.where}`,
      allowed: oneOf(names),
      fix: didYouMean(name, names, `Declare it in ${what.where}, or name one of these.`),
    });
  }
  return declared.get(name);
}

/** All declared things when none is faulty. */
export function complete<T>(declared: Declared<T>): Record<string, T> | undefined {
  const entries: [string, T][] = [];
  for (const [name, thing] of declared ?? []) {
    if (thing === undefined) {
      return undefined;
    }
    entries.push([name, thing]);
  }
  return declared === undefined ? undefined : Object.fromEntries(entries);
}
