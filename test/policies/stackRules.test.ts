import assert from "node:assert/strict";
import { relate } from "../../policies/framework/evaluate.js";
import type { Located, StackRule } from "../../policies/framework/graph.js";
import { fail } from "../../policies/framework/rule.js";
import { groupExposure } from "../../policies/network/groupExposure.js";
import { pack as all } from "../../policies/packs/all.pack.js";
import { graphOf, judgeStack } from "./support/stack.js";
import { verdictOf } from "./support/verdict.js";

describe("The rules about whole stacks", () => {
  for (const stackRule of all.stackRules) {
    it(`${stackRule.rule.id} passes and fails its own examples`, () => {
      const { pass, fail: failing } = stackRule.examples;
      assert.ok(pass.length > 0 && failing.length > 0);
      for (const { resources } of pass) {
        assert.equal(verdictOf(judgeStack(stackRule, resources)), "pass");
      }
      for (const { resources } of failing) {
        assert.equal(verdictOf(judgeStack(stackRule, resources)), "fail");
      }
    });
  }

  it("fail closed and alone when they break", () => {
    function* breaks(): Iterable<Located> {
      const [node] = graphOf([{ name: "a", type: "t", properties: {} }]).ofType("t");
      assert.ok(node);
      yield { ...fail({ path: "a" }, "certain"), node };
      throw new TypeError("canary");
    }
    const broken: StackRule = { ...groupExposure, relate: breaks };
    const findings = relate(broken, graphOf([]));
    assert.deepEqual(
      findings.map(({ verdict, path }) => [verdict, path]),
      [
        ["fail", "a"],
        ["fail", ""],
      ],
    );
    assert.ok(!JSON.stringify(findings).includes("canary"));
  });
});
