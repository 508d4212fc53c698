import { z } from "zod";
import type { Finding } from "../report/finding.js";
import { type Hint, hints } from "../report/hint.js";
import { either, quote } from "../report/wording.js";
import type { Tree } from "../yaml/tree.js";

type Description = Pick<Finding, "message" | "allowed" | "fix">;

/** What is wrong with a single value, what would be right, and what was probably meant. */
export function describeLeaf(schema: z.core.$ZodType, tree: Tree): Description {
  const hint = hints.get(schema) ?? literalHint(schema);
  if (tree.value === null && tree.source === "") {
    return {
      message: "has no value",
      allowed: hint.expected,
      fix: `Write ${writing(hint.example, schema)}.`,
    };
  }
  const retyped = retype(schema, tree);
  if (retyped !== undefined) {
    return { allowed: hint.expected, ...retyped };
  }
  const message = hint.refusal?.(tree.value) ?? `${written(tree)} is not ${hint.noun}`;
  const meant = typeof tree.value === "object" ? undefined : hint.mend?.(tree.source ?? "");
  const fix =
    meant !== undefined && z.safeParse(schema, meant).success
      ? `Write ${quote(meant)}.`
      : (hint.fix ?? `Write, for example, ${writing(hint.example, schema)}.`);
  return { message, allowed: hint.expected, fix };
}

/** A key that must be there and is not. */
export function describeMissing(key: string, schema: z.core.$ZodType): Description {
  const hint = hints.get(schema);
  if (hint === undefined) {
    return { message: "is missing", allowed: shapeOf(schema), fix: `Add "${key}:" here.` };
  }
  const example = `${key}: ${writing(hint.example, schema)}`;
  return { message: "is missing", allowed: hint.expected, fix: `Add, for example, ${example}.` };
}

/** A value that is no mapping where one must stand. */
export function describeShape(tree: Tree): Description {
  const empty = tree.value === null && tree.source === "";
  return {
    message: empty ? "has no value" : `${written(tree)} is not a mapping`,
    allowed: 'a mapping: lines of "key: value" below, indented',
    fix: empty ? "Give it its keys, or remove it." : "Write its keys below it, one on a line.",
  };
}

/** A value that is no list where one must stand. */
export function describeNoList(tree: Tree): Description {
  const empty = tree.value === null && tree.source === "";
  return {
    message: empty ? "has no value" : `${written(tree)} is not a list`,
    allowed: 'a list: entries below, each after "- "',
    fix: empty ? "Give it its entries, or remove it." : 'Write each entry below it, after "- ".',
  };
}

function shapeOf(schema: z.core.$ZodType): string {
  return schema instanceof z.ZodObject
    ? `a mapping with ${either(Object.keys(schema.shape)).replace(" or ", " and ")}`
    : "a mapping of names to values";
}

/** A value that would be right if it were, or were not, in quotes. */
function retype(schema: z.core.$ZodType, tree: Tree) {
  const { value, source } = tree;
  const isText = typeof value === "string";
  if (value === null || typeof value === "object" || source === undefined) {
    return undefined;
  }
  if (!isText && z.safeParse(schema, source).success) {
    const kind = typeof value === "number" ? "a number" : "true or false";
    return { message: `${source} is read as ${kind}`, fix: `Put it in quotes: ${quote(source)}.` };
  }
  if (isText && source.trim() !== "" && z.safeParse(schema, Number(source)).success) {
    return { message: `${quote(source)} is text`, fix: `Write ${source}, without quotes.` };
  }
  return undefined;
}

/** A literal of a discriminated union has no hint of its own. */
function literalHint(schema: z.core.$ZodType): Hint {
  const words = schema instanceof z.ZodLiteral ? [...schema.values].map(String) : [];
  const expected = words.length === 0 ? "another value" : either(words);
  return {
    noun: expected,
    expected,
    example: words[0] ?? "",
    ...(words[0] !== undefined && { mend: () => words[0] }),
  };
}

function written(tree: Tree): string {
  if (typeof tree.value === "number" || typeof tree.value === "boolean") {
    return tree.source ?? String(tree.value);
  }
  if (typeof tree.value === "object" && tree.value !== null) {
    return Array.isArray(tree.value) ? "a list" : "a mapping";
  }
  return quote(tree.value);
}

/** An example as it is written in a file: numbers plain, text in quotes. */
function writing(example: string, schema: z.core.$ZodType): string {
  const text = z.safeParse(schema, example).success;
  return text ? quote(example) : example;
}
