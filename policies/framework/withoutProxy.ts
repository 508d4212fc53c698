/**
 * The inputs behind the SDK's proxy. The proxy throws when an unknown value is read, which the
 * SDK turns into an advisory whatever the level of the rule is. It guards reading only: property
 * descriptors show what is there, unknown marks included.
 */
export function withoutProxy(props: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(Object.getOwnPropertyDescriptors(props)).map(([key, { value }]) => [key, value]),
  );
}
