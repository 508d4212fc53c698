import assert from "node:assert/strict";
import { wholeBaseline } from "../../../policies/account/wholeBaseline.js";
import { pack as all } from "../../../policies/packs/all.pack.js";
import { judgeStack, type Piece } from "../../policies/support/stack.js";
import { judge } from "../../policies/support/verdict.js";
import { builtAccount } from "./builtAccount.js";
import { harmless } from "./harmless.js";
import { weakenings } from "./weakenings.js";

/** What the rules find in single resources. */
function found(pieces: readonly Piece[]): string[] {
  return pieces.flatMap(({ name, type, properties }) =>
    all.rules
      .filter((rule) => rule.tokens.includes(type))
      .flatMap((rule) =>
        judge(rule, type, properties).map(({ message }) => `${rule.id} ${name}: ${message}`),
      ),
  );
}

describe("The baseline of an AWS account", () => {
  let pieces: readonly Piece[];

  before(async () => {
    pieces = await builtAccount(["eu-central-1", "us-east-1"]);
  });

  it("passes every rule", () => {
    assert.deepEqual(found(pieces), []);
    assert.deepEqual(
      all.stackRules.flatMap((rule) => judgeStack(rule, pieces)),
      [],
    );
  });

  it("cannot be weakened anywhere without a rule that says so", () => {
    const tried = weakenings(pieces);
    const survivors = tried
      .filter(
        ({ weaker, changed }) =>
          found(changed).length === 0 && judgeStack(wholeBaseline, weaker).length === 0,
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
    assert.ok(tried.length > 500);
  }).timeout(60_000);
});
