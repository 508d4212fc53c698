import { radiusTables } from "./blastRadius.js";

/** Every input of a type, without what is inside: the tables name all of them. */
export function inputsOf(token: string): string[] {
  const names = [...(radiusTables[token]?.rules.keys() ?? [])];
  return [...new Set(names.map((name) => name.replace(/[.[].*$/, "")))];
}
