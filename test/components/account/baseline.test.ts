import assert from "node:assert/strict";
import { pack as all } from "../../../policies/packs/all.pack.js";
import type { Piece } from "../../policies/support/stack.js";
import { judge } from "../../policies/support/verdict.js";
import { builtAccount } from "./builtAccount.js";

describe("The baseline of an AWS account", () => {
  let pieces: readonly Piece[];

  before(async () => {
    pieces = await builtAccount(["eu-central-1", "eu-west-1", "us-east-1"]);
  });

  it("passes every rule", () => {
    const findings = all.rules.flatMap((rule) =>
      pieces
        .filter(({ type }) => rule.tokens.includes(type))
        .flatMap(({ name, type, properties }) =>
          judge(rule, type, properties).map((found) => ({ name, rule: rule.id, ...found })),
        ),
    );
    assert.deepEqual(findings, []);
  });
});
