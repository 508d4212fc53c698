import { z } from "zod";
import type { Path, Report } from "../report/finding.js";
import { hints } from "../report/hint.js";
import { closest, either, quote } from "../report/wording.js";
import { type Tree, unreadable } from "../yaml/tree.js";
import { describeLeaf, describeMissing, describeNoList, describeShape } from "./describe.js";

/**
 * Reports everything in a tree that its schema refuses, and gives the tree back with misspelled
 * keys put right and unknown keys left out, so that what stands below them is judged as well.
 */
export function inspect(schema: z.core.$ZodType, tree: Tree, path: Path, report: Report): Tree {
  if (tree.value === unreadable) {
    return tree;
  }
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) {
    return isMapping(tree)
      ? inspectObject(inner, tree, path, report)
      : shapeless(tree, path, report);
  }
  if (inner instanceof z.ZodRecord) {
    return isMapping(tree)
      ? inspectRecord(inner, tree, path, report)
      : shapeless(tree, path, report);
  }
  if (inner instanceof z.ZodArray) {
    return Array.isArray(tree.value)
      ? inspectList(inner, tree, path, report)
      : listless(tree, path, report);
  }
  if (inner instanceof z.ZodDiscriminatedUnion) {
    return isMapping(tree)
      ? inspectUnion(inner, tree, path, report)
      : shapeless(tree, path, report);
  }
  if (!z.safeParse(inner, tree.value).success) {
    report({ path, at: "value", ...describeLeaf(inner, tree) });
  }
  return tree;
}

function isMapping(tree: Tree): boolean {
  return typeof tree.value === "object" && tree.value !== null && !Array.isArray(tree.value);
}

function shapeless(tree: Tree, path: Path, report: Report): Tree {
  report({ path, at: "value", ...describeShape(tree) });
  return { ...tree, value: unreadable };
}

function listless(tree: Tree, path: Path, report: Report): Tree {
  report({ path, at: "value", ...describeNoList(tree) });
  return { ...tree, value: unreadable };
}

function inspectList(list: z.ZodArray, tree: Tree, path: Path, report: Report): Tree {
  const { error } = z.safeParse(list, tree.value);
  if (error?.issues.some((issue) => issue.path.length === 0)) {
    report({ path, at: "value", ...describeLeaf(list, tree) });
  }
  const entries = [...tree.entries].map(([index, entry]): [string, Tree] => [
    index,
    inspect(list.element, entry, [...path, index], report),
  ]);
  const value = entries.map(([, entry]) => entry.value);
  return { ...tree, entries: new Map(entries), value };
}

/** The schema without its optional and default wrappers. */
function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
    ? unwrap(schema.unwrap())
    : schema;
}

function isRequired(schema: z.core.$ZodType): boolean {
  return !(schema instanceof z.ZodOptional || schema instanceof z.ZodDefault);
}

function inspectObject(object: z.ZodObject, tree: Tree, path: Path, report: Report): Tree {
  const known = Object.keys(object.shape);
  const spelled = spellKeys(known, tree, path, report);
  const judged = new Map<string, Tree>();
  for (const key of known) {
    const schema = object.shape[key];
    const entry = spelled.get(key);
    if (schema !== undefined && entry !== undefined) {
      judged.set(key, inspect(schema, entry, [...path, key], report));
    } else if (schema !== undefined && isRequired(schema)) {
      report({ path: [...path, key], at: "key", ...describeMissing(key, unwrap(schema)) });
    }
  }
  return rebuilt(tree, judged);
}

/** Reports unknown keys; a key that is plainly a misspelled one stands in for it. */
function spellKeys(known: readonly string[], tree: Tree, path: Path, report: Report) {
  const spelled = new Map([...tree.entries].filter(([key]) => known.includes(key)));
  for (const [key, entry] of tree.entries) {
    if (known.includes(key) || entry.value === unreadable) {
      continue;
    }
    const free = known.filter((name) => !spelled.has(name));
    const meant = closest(key, free);
    const twin = closest(key, known);
    if (meant !== undefined) {
      spelled.set(meant, entry);
    }
    report({
      path: [...path, key],
      at: "key",
      message: `${quote(key)} is not a key here`,
      allowed: either(known),
      fix: fixOfKey(meant, twin),
    });
  }
  return spelled;
}

function fixOfKey(meant: string | undefined, twin: string | undefined): string {
  if (meant !== undefined) {
    return `Did you mean ${quote(meant)}?`;
  }
  return twin === undefined ? "Remove it." : `Remove it: ${quote(twin)} is given already.`;
}

function inspectRecord(record: z.ZodRecord, tree: Tree, path: Path, report: Report): Tree {
  const entries = new Map<string, Tree>();
  for (const [key, entry] of tree.entries) {
    if (!z.safeParse(record.keyType, key).success) {
      const written = { ...entry, value: key, source: key };
      report({ path: [...path, key], at: "key", ...describeLeaf(record.keyType, written) });
    }
    entries.set(key, inspect(record.valueType, entry, [...path, key], report));
  }
  return rebuilt(tree, entries);
}

function inspectUnion(
  union: z.ZodDiscriminatedUnion,
  tree: Tree,
  path: Path,
  report: Report,
): Tree {
  const { discriminator } = union.def;
  const options = union.options.filter((option) => option instanceof z.ZodObject);
  const words = options.flatMap((option) => wordsOf(option.shape[discriminator]));
  const keys = [...new Set(options.flatMap((option) => Object.keys(option.shape)))];
  const written = tree.entries.get(discriminator) ?? misspelled(discriminator, keys, tree);
  const word = typeof written?.value === "string" ? closest(written.value, words) : undefined;
  const option = options.find(({ shape }) => wordsOf(shape[discriminator]).includes(word ?? ""));
  if (option !== undefined) {
    return inspectObject(option, tree, path, report);
  }
  const choice = z.enum(words);
  hints.add(choice, {
    noun: `a ${discriminator}`,
    expected: either(words),
    example: words[0] ?? "",
  });
  const judged = inspectObject(
    z.object({ [discriminator]: choice }),
    only(discriminator, tree),
    path,
    report,
  );
  return { ...judged, entries: tree.entries };
}

function wordsOf(schema: z.core.$ZodType | undefined): string[] {
  return schema instanceof z.ZodLiteral ? [...schema.values].map(String) : [];
}

function misspelled(key: string, keys: readonly string[], tree: Tree): Tree | undefined {
  const near = [...tree.entries.keys()].find(
    (written) => !keys.includes(written) && closest(written, keys) === key,
  );
  return near === undefined ? undefined : tree.entries.get(near);
}

function only(key: string, tree: Tree): Tree {
  return { ...tree, entries: new Map([...tree.entries].filter(([name]) => name === key)) };
}

/** The tree with the value of these entries; the places of all others are kept. */
function rebuilt(tree: Tree, judged: ReadonlyMap<string, Tree>): Tree {
  const value = Object.fromEntries([...judged].map(([name, entry]) => [name, entry.value]));
  return { ...tree, entries: new Map([...tree.entries, ...judged]), value };
}
