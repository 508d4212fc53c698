import { isDeepStrictEqual } from "node:util";
import { unknown } from "../support/cases.js";
import { documentsLike } from "./documents.js";
import type { Declared } from "./schema.js";

/** A value in place of another one, and the word for what was done to it. */
export type Variant = readonly [kind: string, value: unknown];

/** Stands for a value that is taken away. */
export const gone = Symbol("gone");

/** Every value that may stand in place of `value`, as its provider declares it. */
export function variantsOf(value: unknown, declared: Declared | undefined): readonly Variant[] {
  const own = kindsOf(value, declared);
  const different = own.filter(([, other]) => !isDeepStrictEqual(other, value));
  const unique = different.filter(
    ([, other], index) => different.findIndex(([, one]) => isDeepStrictEqual(one, other)) === index,
  );
  return [
    ["removed", gone],
    ...(value === unknown ? [] : [["unknown", unknown] as const]),
    ...unique,
  ];
}

function kindsOf(value: unknown, declared: Declared | undefined): readonly Variant[] {
  switch (typeof value) {
    case "boolean":
      return [
        ["flipped", !value],
        ["flipped as text", String(!value)],
        ["as text", String(value)],
      ];
    case "number":
      return [
        ["zero", 0],
        ["lowered", Math.min(1, value - 1)],
        ["raised", value * 1000 + 1000],
        ["as text", String(value)],
      ];
    case "string":
      return value === unknown ? [] : ofText(value, declared);
    default:
      return Array.isArray(value) ? ofList(value) : [["emptied", {}]];
  }
}

function ofText(text: string, declared: Declared | undefined): readonly Variant[] {
  const documents = documentsLike(text);
  return [
    ["emptied", ""],
    ...(declared === undefined ? [] : ofDeclared(text, declared)),
    ...(documents.length > 0 ? documents : [["other text", "mutant"] as const]),
    ...(documents.length > 0 ? [] : otherCases(text)),
    ...ofAddress(text),
  ];
}

/** At most so many of the values that a provider names are tried. */
const mostValues = 8;

function ofDeclared(text: string, { values }: Declared): readonly Variant[] {
  const others = values.filter((value) => value !== text);
  const step = Math.max(1, Math.ceil(others.length / mostValues));
  return others
    .filter((_, index) => index % step === 0)
    .map((value) => [`value ${String(value)}`, value]);
}

function otherCases(text: string): readonly Variant[] {
  return [
    ["in capitals", text.toUpperCase()],
    ["in small letters", text.toLowerCase()],
    ["with a space", ` ${text}`],
    ...(/^\d+$/.test(text) ? [["as number", Number(text)] as const, ["zero", "0"] as const] : []),
    ...(/^(true|false)$/i.test(text)
      ? [
          ["flipped", text.toLowerCase() === "true" ? "FALSE" : "TRUE"] as const,
          ["as flag", text.toLowerCase() === "true"] as const,
        ]
      : []),
  ];
}

function ofAddress(text: string): readonly Variant[] {
  if (/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(text)) {
    return [
      ["widened", "0.0.0.0/0"],
      ["widened by half", "0.0.0.0/1"],
      ["widened as six", "::/0"],
    ];
  }
  return /^[\da-f:]+\/\d+$/i.test(text) ? [["widened", "::/0"]] : [];
}

function ofList(list: readonly unknown[]): readonly Variant[] {
  return [
    ["emptied", []],
    ["reordered", list.toReversed()],
    ["doubled", [...list, ...list]],
  ];
}
