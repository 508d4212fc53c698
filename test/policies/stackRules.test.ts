import assert from "node:assert/strict";
import { relate } from "../../policies/framework/evaluate.js";
import type { Located, StackRule } from "../../policies/framework/graph.js";
import { fail } from "../../policies/framework/rule.js";
import { groupExposure } from "../../policies/network/groupExposure.js";
import { pack as all } from "../../policies/packs/all.pack.js";
import { graphOf, judgeStack, type Piece } from "./support/stack.js";
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

  it("repeat no text of the properties, whichever of them is a secret", () => {
    for (const stackRule of all.stackRules) {
      const { pass, fail: failing } = stackRule.examples;
      for (const { resources } of [...pass, ...failing]) {
        for (const tainted of withOneCanary(resources)) {
          const findings = judgeStack(stackRule, tainted);
          const said = findings.map(({ message, path }) => `${path}: ${message}`).join();
          assert.ok(!said.includes("canary"), `${stackRule.rule.id}: ${said}`);
        }
      }
    }
  });

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

/** The stack with each text of its properties replaced in turn. */
function* withOneCanary(pieces: readonly Piece[]): Iterable<readonly Piece[]> {
  const text = JSON.stringify(pieces.map(({ properties }) => properties));
  const texts: number = countTexts(text);
  for (let chosen = 0; chosen < texts; chosen += 1) {
    let at = -1;
    const tainted: readonly Piece["properties"][] = JSON.parse(text, (_key, value: unknown) => {
      at += typeof value === "string" ? 1 : 0;
      return typeof value === "string" && at === chosen ? `canary ${value}` : value;
    });
    yield pieces.map((piece, index) => ({ ...piece, properties: tainted[index] ?? {} }));
  }
}

function countTexts(json: string): number {
  let count = 0;
  JSON.parse(json, (_key, value: unknown) => {
    count += typeof value === "string" ? 1 : 0;
    return value;
  });
  return count;
}
