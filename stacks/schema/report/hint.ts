import { z } from "zod";

/** How messages speak about the values of a schema. */
export interface Hint {
  /** What a wrong value is not: `"64GB" is not a size`. */
  readonly noun: string;
  /** What is allowed, after "expected". */
  readonly expected: string;
  /** A value that is allowed, as it is written in a file. */
  readonly example: string;
  /** The value that was probably meant. */
  readonly mend?: (text: string) => string | undefined;
  /** The whole of what is wrong, where "is not a …" does not say it. */
  readonly refusal?: (value: unknown) => string;
  /** What to do, where writing another value would be the wrong advice. */
  readonly fix?: string;
}

/** The hints of all schemas; a schema that is described again keeps its hint. */
export const hints = z.registry<Hint>();

/** Gives `schema` its hint. */
export function hinted<S extends z.ZodType>(schema: S, hint: Hint): S {
  hints.add(schema, hint);
  return schema;
}
