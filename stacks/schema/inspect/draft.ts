import { z } from "zod";

/** What is valid of a value that may be faulty. */
export interface Draft<T> {
  readonly value: { readonly [K in keyof T]?: T[K] | undefined };
  /** Keys that are there and are wrong; they have been reported. */
  readonly broken: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

/**
 * The valid fields of `raw`.
 *
 * @param whole the schema of the complete value
 * @param part the same schema with every field optional
 */
export function draftOf<T>(
  whole: z.ZodObject & z.ZodType<T>,
  part: z.ZodType<Draft<T>["value"]>,
  raw: unknown,
): Draft<T> {
  const complete = whole.safeParse(raw);
  if (complete.success) {
    return { value: complete.data, broken: none };
  }
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
    return { value: part.parse({}), broken: new Set(Object.keys(whole.shape)) };
  }
  const fields = [...entriesOf(raw)].filter(([key]) => Object.hasOwn(whole.shape, key));
  const isValid = ([key, value]: readonly [string, unknown]) =>
    whole.shape[key] !== undefined && z.safeParse(whole.shape[key], value).success;
  const valid = fields.filter(isValid);
  const broken = fields.filter((field) => !isValid(field)).map(([key]) => key);
  return { value: part.parse(Object.fromEntries(valid)), broken: new Set(broken) };
}

/** The entries of a mapping; none for anything else. */
export function entriesOf(raw: unknown): ReadonlyMap<string, unknown> {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw)
    ? new Map(Object.entries(raw))
    : new Map();
}

/** The entries below a key of a mapping. */
export function entriesBelow(raw: unknown, key: string): ReadonlyMap<string, unknown> {
  return entriesOf(entriesOf(raw).get(key));
}
