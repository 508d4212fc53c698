import assert from "node:assert/strict";
import { wholeBaseline } from "../../../policies/account/wholeBaseline.js";
import { pack as all } from "../../../policies/packs/all.pack.js";
import { judgeStack, type Piece } from "../../policies/support/stack.js";
import { builtAccount, description } from "./builtAccount.js";
import { harmless } from "./harmless.js";
import { assertNoneSurvives, found } from "./survivors.js";

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

  it("cannot be weakened anywhere without a rule that says so", async () => {
    // Rights that a program loses weaken nothing.
    const serviceAccounts = description.serviceAccounts.map((one) => ({ ...one, policies: [] }));
    const own = await builtAccount(["eu-central-1", "us-east-1"], {
      ...description,
      serviceAccounts,
    });
    assert.ok(assertNoneSurvives(own, wholeBaseline, harmless) > 500);
  }).timeout(60_000);
});
