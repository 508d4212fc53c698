import type { z } from "zod";
import { entriesOf } from "../inspect/draft.js";
import type { Path } from "../report/finding.js";

/** A valid entry of a list and where it stands. */
export interface Listed<T> {
  readonly path: Path;
  readonly value: T;
}

/** The valid entries of a list below a key; the others have been reported. */
export function listBelow<T>(
  raw: unknown,
  key: string,
  schema: z.ZodType<T>,
  above: Path = [],
): readonly Listed<T>[] {
  const list = entriesOf(raw).get(key);
  return (Array.isArray(list) ? list : []).flatMap((entry: unknown, index) => {
    const { data } = schema.safeParse(entry);
    return data === undefined ? [] : [{ path: [...above, key, String(index)], value: data }];
  });
}
