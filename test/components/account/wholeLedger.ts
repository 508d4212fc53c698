import assert from "node:assert/strict";
import type { Fulfilment } from "../../../components/service/account/control.js";
import { ledgerOf } from "../../../components/service/account/ledger.js";
import { pack as all } from "../../../policies/packs/all.pack.js";
import type { Piece } from "../../policies/support/stack.js";

/**
 * A ledger names only types that a baseline builds and rules that there are, gives every task an
 * owner and a reason, and leaves out nothing that is built.
 *
 * @param leftOut the types that no baseline has, each with its reason
 */
export function assertWhole(
  controls: Readonly<Record<string, Fulfilment>>,
  leftOut: Readonly<Record<string, string>>,
  pieces: readonly Piece[],
): void {
  const types = new Set(pieces.map(({ type }) => type));
  const rules = [...all.rules, ...all.stackRules.map(({ rule }) => rule)];
  const ids = new Set(rules.map(({ id }) => id));
  const stray = Object.entries(controls).flatMap(([control, one]) => {
    const missing =
      one.by === "resource"
        ? one.tokens.filter((token) => !types.has(token))
        : one.by === "rule"
          ? one.rules.filter((id) => !ids.has(id))
          : [];
    return missing.map((what) => `${control}: ${what}`);
  });
  assert.deepEqual(stray, []);
  for (const { control, by, owner, why = "" } of ledgerOf(controls, [])) {
    assert.ok(owner !== "" && (by !== "task" || why.length > 20), control);
  }
  assert.deepEqual(
    Object.keys(leftOut).filter((token) => types.has(token)),
    [],
  );
}
