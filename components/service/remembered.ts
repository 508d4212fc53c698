/**
 * A pure function that computes the same thing once: a catalog's windows are looked at by every
 * check of every estate.
 *
 * @param keyOf a text that tells what the function is asked
 * @param most how many results are kept
 */
export function remembered<Given extends readonly unknown[], Result>(
  compute: (...given: Given) => Result,
  keyOf: (...given: Given) => string,
  most = 1_000,
): (...given: Given) => Result {
  const known = new Map<string, { readonly result: Result }>();
  return (...given) => {
    const key = keyOf(...given);
    const found = known.get(key);
    if (found !== undefined) {
      return found.result;
    }
    if (known.size >= most) {
      known.clear();
    }
    const result = compute(...given);
    known.set(key, { result });
    return result;
  };
}
