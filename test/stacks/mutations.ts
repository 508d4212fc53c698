import { isMap, isScalar, LineCounter, type ParsedNode, parseDocument } from "yaml";

/** A place in a text where a key and a value on one line can be spoilt. */
export interface Entry {
  readonly path: readonly string[];
  /** Index of the line. */
  readonly index: number;
  readonly indent: number;
  readonly key: string;
  /** The value as it is written. */
  readonly value: string;
}

/** A spoilt text, and the line (from 1) at which the problem must be reported. */
interface Spoilt {
  readonly text: string;
  readonly line: number;
}

/** One way to make a single mistake; undefined where it cannot be made. */
export type Mutation = (lines: readonly string[], entry: Entry) => Spoilt | undefined;

/** The entries of a text in block style whose values are scalars. */
export function entriesOf(text: string): Entry[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, stringKeys: true });
  const entries: Entry[] = [];
  const visit = (node: ParsedNode | null, path: readonly string[]): void => {
    if (!isMap(node)) {
      return;
    }
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : "";
      const here = [...path, name];
      if (isScalar(value)) {
        const { line, col } = lines.linePos(key.range?.[0] ?? 0);
        const [from, to] = value.range ?? [0, 0];
        const written = text.slice(from, to);
        entries.push({ path: here, index: line - 1, indent: col - 1, key: name, value: written });
      } else {
        visit(value, here);
      }
    }
  };
  visit(document.contents, []);
  return entries;
}

/** Makes a mistake at the first place, counted on from `pick`, where it can be made. */
export function spoil(text: string, mutate: Mutation, pick: number): Spoilt | undefined {
  const entries = entriesOf(text);
  const lines = text.split("\n");
  const first = pick % Math.max(1, entries.length);
  for (const entry of [...entries.slice(first), ...entries.slice(0, first)]) {
    const spoilt = mutate(lines, entry);
    if (spoilt !== undefined) {
      return spoilt;
    }
  }
  return undefined;
}

function replaced(lines: readonly string[], index: number, ...by: string[]): string {
  return lines.toSpliced(index, 1, ...by).join("\n");
}

/** Writes another value. */
const valued =
  (value: string, fits: (entry: Entry) => boolean = () => true): Mutation =>
  (lines, entry) => {
    const line = `${" ".repeat(entry.indent)}${entry.key}: ${value}`;
    return fits(entry)
      ? { text: replaced(lines, entry.index, line), line: entry.index + 1 }
      : undefined;
  };

/** Writes the whole line anew. */
const rewritten =
  (write: (margin: string, entry: Entry) => string): Mutation =>
  (lines, entry) => ({
    text: replaced(lines, entry.index, write(" ".repeat(entry.indent), entry)),
    line: entry.index + 1,
  });

/** Adds a line below. */
const followed =
  (write: (margin: string, entry: Entry) => string): Mutation =>
  (lines, entry) => ({
    text: replaced(
      lines,
      entry.index,
      lines[entry.index] ?? "",
      write(" ".repeat(entry.indent), entry),
    ),
    line: entry.index + 2,
  });

const keyed =
  (...keys: string[]) =>
  (entry: Entry) =>
    keys.includes(entry.key);
const isText = (entry: Entry) => !["cpus", "dataLevel", "tpm"].includes(entry.key);

/** Every kind of mistake with its name. Keys and values are those of an estate. */
export const mutations: Readonly<Record<string, Mutation>> = {
  "no value": valued(""),
  "a null": valued("~"),
  "a list": valued("[1, 2]"),
  "a mapping": valued("{ a: 1 }"),
  "a number for text": valued("17", isText),
  "true for text": valued("true", isText),
  "text for a number": valued("many", (entry) => !isText(entry)),
  "a size without a unit": valued("64", keyed("memory", "size")),
  "a size in GB": valued("64GB", keyed("memory", "size")),
  "a negative size": valued("-4 GiB", keyed("memory", "size")),
  "a huge size": valued("99999 TiB", keyed("size")),
  "no CPUs": valued("0", keyed("cpus")),
  "half a CPU": valued("1.5", keyed("cpus")),
  "data level 3": valued("3", keyed("dataLevel")),
  "data level 4": valued("4", keyed("dataLevel")),
  "a data level in quotes": valued('"2"', keyed("dataLevel")),
  "an unknown name": valued(
    "no-such-thing",
    keyed(
      "image",
      "network",
      "window",
      "patchGroup",
      "backupClass",
      "platform",
      "environment",
      "tier",
    ),
  ),
  "a name of every object": valued(
    "constructor",
    keyed("image", "network", "window", "patchGroup", "backupClass"),
  ),
  "a day that does not exist": valued("2026-02-30", keyed("asOf")),
  "an account without quotes": valued("012345678901", keyed("account")),
  "a wrong region": valued("eu-west-1", keyed("region")),
  "an open quote": (lines, entry) => valued(`"${entry.value.replace(/["'].*/, "")}x`)(lines, entry),
  "an alias": valued("*x"),
  "a foreign tag": valued("!thing x"),
  "a binary": valued("!!binary aGk="),
  "a reserved character": valued("@x"),
  "a list in place": valued("- x"),
  "an open bracket": valued("[1, 2"),
  "a key too many": followed((margin) => `${margin}colour: red`),
  "a prototype": followed((margin) => `${margin}__proto__: red`),
  "a merge": followed((margin) => `${margin}<<: red`),
  "the key again": followed(
    (margin, { key, value }) => `${margin}${JSON.stringify(key)}: ${value}`,
  ),
  "a misspelled key": rewritten((margin, { key, value }) => `${margin}${key}z: ${value}`),
  "a capital key": rewritten(
    (margin, { key, value }) => `${margin}${key.charAt(0).toUpperCase()}${key.slice(1)}: ${value}`,
  ),
  "a tab": rewritten((margin, { key, value }) => `\t${margin}${key}: ${value}`),
  "no colon": rewritten((margin, { key }) => `${margin}${key} seventeen`),
  "a colon too many": rewritten((margin, { key }) => `${margin}${key}: a: b`),
};
