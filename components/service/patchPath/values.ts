/** An object of inputs. */
export type Values = Readonly<Record<string, unknown>>;

/** The object, or an empty one where there is none. */
export function record(value: unknown): Values {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object under a path of keys, or an empty one. */
export function recordAt(value: unknown, ...path: readonly string[]): Values {
  return record(path.reduce((inner, key) => record(inner)[key], value));
}

/** The objects of a list. */
export function records(value: unknown): readonly Values[] {
  return Array.isArray(value) ? value.map(record) : [];
}

/** The texts of a list. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** The known text of a value. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The texts of a list, or the one text that stands in its place. */
export function oneOrMany(value: unknown): readonly string[] {
  return typeof value === "string" ? [value] : texts(value);
}

/** The known number of a value, which may be written as text; NaN for what is none. */
export function numberIn(value: unknown, whenMissing: number): number {
  const isWritten = typeof value === "number" || typeof value === "string";
  return value === undefined || value === null
    ? whenMissing
    : isWritten
      ? Number(value)
      : Number.NaN;
}

/** The object that a text of JSON is, or an empty one. */
export function parsed(json: string): Values {
  try {
    return record(JSON.parse(json));
  } catch {
    return {};
  }
}

/** The document on the first line of what a command is told, or an empty one. */
export function toldIn(stdin: string): Values {
  const [document = ""] = stdin.split("\n", 1);
  return parsed(document);
}
