/** A class in the form of a platform, or every reason for which the platform cannot keep it. */
export type Rendering<T> =
  | { readonly kind: "compiled"; readonly value: T }
  | { readonly kind: "refused"; readonly reasons: readonly string[] };

/** The form, unless there is a reason against it. */
export function rendered<T>(reasons: readonly (string | false)[], write: () => T): Rendering<T> {
  const given = reasons.filter((reason) => reason !== false);
  return given.length === 0
    ? { kind: "compiled", value: write() }
    : { kind: "refused", reasons: given };
}

/**
 * The form of a class that was compiled before.
 *
 * @throws RangeError with every reason; the schema of estates refuses such a class at its line
 */
export function kept<T>(rendering: Rendering<T>): T {
  if (rendering.kind === "refused") {
    throw new RangeError(rendering.reasons.join(" "));
  }
  return rendering.value;
}
