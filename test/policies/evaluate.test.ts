import assert from "node:assert/strict";
import { evaluate } from "../../policies/framework/evaluate.js";
import { Field } from "../../policies/framework/field.js";
import { type Finding, fail, type Rule } from "../../policies/framework/rule.js";
import { pack as all } from "../../policies/packs/all.pack.js";

const [anyRule] = all.rules;
const resource = { type: "test:index:Thing", inputs: new Field({}) };

function ruleThat(check: Rule["check"]): Rule {
  assert.ok(anyRule);
  return { ...anyRule, check };
}

describe("The evaluation of a rule", () => {
  it("keeps what a rule found before it broke, and says that it broke", () => {
    function* breaks(): Iterable<Finding> {
      yield fail({ path: "a" }, "certain");
      throw new TypeError("canary");
    }
    const findings = evaluate(ruleThat(breaks), resource);
    assert.deepEqual(
      findings.map(({ verdict, path }) => [verdict, path]),
      [
        ["fail", "a"],
        ["fail", ""],
      ],
    );
    assert.match(findings[1]?.message ?? "", /the rule itself failed \(TypeError\)/);
  });

  it("does not repeat what a broken rule threw", () => {
    for (const thrown of ["canary", new Error("canary"), { name: "canary" }, undefined]) {
      const findings = evaluate(
        ruleThat(() => {
          throw thrown;
        }),
        resource,
      );
      assert.equal(findings.length, 1);
      assert.ok(!JSON.stringify(findings).includes("canary"));
    }
  });
});

describe("The rules", () => {
  it("have ids of their own and tell everything that reports need", () => {
    assert.equal(new Set(all.rules.map(({ id }) => id)).size, all.rules.length);
    for (const { id, title, why, fix, tokens, controls } of all.rules) {
      assert.match(id, /^[A-Z]{2,3}-\d{2}$/);
      assert.ok(!title.endsWith(".") && why.endsWith(".") && fix.endsWith("."), id);
      assert.ok(tokens.length > 0 && Object.keys(controls).length > 0, id);
    }
  });
});
