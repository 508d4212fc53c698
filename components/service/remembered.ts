const most = 1_000;

/**
 * A pure function that computes the same thing once: a catalog's windows are looked at by every
 * check of every estate.
 *
 * @param keyOf a text that tells what the function is asked
 */
export function remembered<Given extends readonly unknown[], Result>(
  compute: (...given: Given) => Result,
  keyOf: (...given: Given) => string,
): (...given: Given) => Result {
  const known = new Map<string, { readonly result: Result }>();
  return (...given) => {
    const key = keyOf(...given);
    const found = known.get(key) ?? { result: compute(...given) };
    if (known.size >= most) {
      known.clear();
    }
    known.set(key, found);
    return found.result;
  };
}
