import { evaluate } from "../../../policies/framework/evaluate.js";
import { Field } from "../../../policies/framework/field.js";
import type { Finding, Rule } from "../../../policies/framework/rule.js";
import { type Case, type Inputs, secretMark } from "./cases.js";

/** What the rule finds, given inputs in the form in which the engine sends them. */
export function judge(rule: Rule, type: string, inputs: Inputs): readonly Finding[] {
  return evaluate(rule, { type, inputs: new Field(opened(inputs)) });
}

/** The verdicts of the findings in the words of a case. */
export function verdictOf(findings: readonly Finding[]): string {
  const verdicts = [...new Set(findings.map(({ verdict }) => verdict))].sort();
  return verdicts.length === 0 ? "pass" : verdicts.join(" and ");
}

/** The inputs as the SDK hands them to a policy: secrets opened, absent properties left out. */
export function opened(inputs: Inputs): unknown {
  return JSON.parse(JSON.stringify(inputs), (_key, value: unknown) =>
    isSecret(value) ? value.value : value,
  );
}

function isSecret(value: unknown): value is { readonly value: unknown } {
  return typeof value === "object" && value !== null && secretMark.key in value;
}

/** The levels at which the engine has to report the case, such as `mandatory`; empty for none. */
export function expectedLevels({ rule, expect, type }: Case): string {
  const sure = rule.advisesOn?.includes(type) ? "advisory" : "mandatory";
  const unsure = ["deny", "defer"].includes(rule.onUnknown) ? sure : "advisory";
  const levels = {
    pass: [],
    "not applicable": [],
    fail: [sure],
    undetermined: [unsure],
    "fail and undetermined": [sure, unsure],
  }[expect];
  return [...new Set(levels)].sort().join(" and ");
}
