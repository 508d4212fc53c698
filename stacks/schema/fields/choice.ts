import { z } from "zod";
import { hinted } from "../report/hint.js";
import { closest, either } from "../report/wording.js";

/** One of a few words. */
export function choice<const W extends readonly [string, ...string[]]>(noun: string, words: W) {
  return hinted(z.enum(words), {
    noun,
    expected: either(words),
    example: words[0],
    mend: (text) => closest(text, words),
  });
}

/** Yes or no. */
export const flag = hinted(z.boolean(), {
  noun: "a yes or no",
  expected: "true or false",
  example: "true",
  mend: (text) => ({ yes: "true", on: "true", no: "false", off: "false" })[text.toLowerCase()],
});

/** A whole number between two bounds, both included. */
export function whole(noun: string, from: number, to: number) {
  return hinted(z.int().min(from).max(to), {
    noun,
    expected: `a whole number from ${from} to ${to}`,
    example: String(from),
  });
}
