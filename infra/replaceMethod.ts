/** A function whose types the SDK does not publish. */
type Untyped = (...args: readonly unknown[]) => unknown;

/**
 * Replaces an internal function of the SDK. Where a version of the SDK has no such function,
 * nothing is replaced: what it was replaced for is speed.
 */
export function replaceMethod(
  owner: object,
  name: string,
  replacement: (original: Untyped) => Untyped,
): void {
  const original: unknown = Reflect.get(owner, name);
  if (typeof original === "function") {
    const call: Untyped = (...args) => Reflect.apply(original, owner, args);
    Reflect.set(owner, name, replacement(call));
  }
}
