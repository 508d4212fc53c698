import assert from "node:assert/strict";
import type { StackRule } from "../../../policies/framework/graph.js";
import { pack as all } from "../../../policies/packs/all.pack.js";
import { judgeStack, type Piece } from "../../policies/support/stack.js";
import { judge } from "../../policies/support/verdict.js";
import { weakenings } from "./weakenings.js";

/** What the rules find in single resources. */
export function found(pieces: readonly Piece[]): string[] {
  return pieces.flatMap(({ name, type, properties }) =>
    all.rules
      .filter((rule) => rule.tokens.includes(type))
      .flatMap((rule) =>
        judge(rule, type, properties).map(({ message }) => `${rule.id} ${name}: ${message}`),
      ),
  );
}

/**
 * Tries every weakening of a stack: each is found by the stack rule or by a rule about single
 * resources, or is listed as harmless, and nothing is listed that is found.
 *
 * @returns how many were tried
 */
export function assertNoneSurvives(
  pieces: readonly Piece[],
  rule: StackRule,
  harmless: readonly RegExp[],
): number {
  const tried = weakenings(pieces);
  const survivors = tried
    .filter(
      ({ weaker, changed }) => found(changed).length === 0 && judgeStack(rule, weaker).length === 0,
    )
    .map(({ what }) => what);
  assert.deepEqual(
    [...new Set(survivors)].filter((what) => !harmless.some((one) => one.test(what))),
    [],
  );
  assert.deepEqual(
    harmless.filter((one) => !survivors.some((what) => one.test(what))),
    [],
    "these are caught, and need no excuse",
  );
  return tried.length;
}
