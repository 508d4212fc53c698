import assert from "node:assert/strict";
import { evaluate } from "../../policies/framework/evaluate.js";
import { Field } from "../../policies/framework/field.js";
import { pack as all } from "../../policies/packs/all.pack.js";
import { type Inputs, titleOf, unknown, variants } from "./support/cases.js";
import { cases } from "./support/everyCase.js";
import { judge, verdictOf } from "./support/verdict.js";

for (const rule of all.rules) {
  const own = cases.filter((one) => one.rule === rule);

  describe(`${rule.id}, ${rule.title}`, () => {
    for (const one of own) {
      it(titleOf(one), () => {
        if (one.expect === "not applicable") {
          assert.ok(!rule.tokens.includes(one.type));
        } else {
          assert.ok(rule.tokens.includes(one.type));
          const findings = judge(rule, one.type, one.inputs);
          assert.equal(verdictOf(findings), one.expect);
          assert.ok(findings.every(({ message }) => !message.includes("the rule itself failed")));
        }
      });
    }

    it("is tried in every situation and, on each type, passing, failing and unknown", () => {
      for (const variant of variants) {
        assert.ok(
          own.some((one) => one.variant === variant),
          variant,
        );
      }
      for (const token of rule.tokens) {
        const onToken = own.filter((one) => one.type === token).map(({ expect }) => expect);
        assert.ok(
          onToken.some((expect) => expect.startsWith("fail")),
          `${token} fails`,
        );
      }
    });

    it("passes and fails its own examples", () => {
      for (const { type, inputs } of rule.examples.pass) {
        assert.equal(verdictOf(judge(rule, type, inputs)), "pass");
      }
      for (const { type, inputs } of rule.examples.fail) {
        assert.equal(verdictOf(judge(rule, type, inputs)), "fail");
      }
      assert.ok(rule.examples.pass.length > 0 && rule.examples.fail.length > 0);
    });

    it("never repeats text of the inputs", () => {
      for (const { type, inputs } of own) {
        const findings = judge(rule, type, withCanaries(inputs));
        assert.ok(!JSON.stringify(findings).includes("canary"), JSON.stringify(inputs));
      }
    });

    it("proves nothing from inputs that are wholly unknown", () => {
      for (const type of rule.tokens) {
        assert.notEqual(verdictOf(evaluate(rule, { type, inputs: new Field(unknown) })), "pass");
      }
    });
  });
}

/** The inputs with every text replaced, and with every text made longer. */
function withCanaries(inputs: Inputs): Inputs {
  const replaced: unknown = JSON.parse(JSON.stringify(inputs), (_key, value: unknown) =>
    typeof value === "string" && value !== unknown ? `canary ${value}` : value,
  );
  return { ...inputs, ...Object(replaced) };
}
