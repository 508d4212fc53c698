import { Field } from "./field.js";
import type { Graph, Located, StackRule } from "./graph.js";
import type { Finding, Resource, Rule } from "./rule.js";

/**
 * Everything that `rule` finds about a resource of one of its types; empty when it passes.
 *
 * @param told what pack configuration tells the rule; nothing when it is left out
 *
 * A rule that throws fails closed and alone: what it had found stays, and the defect becomes one
 * finding more. Its error text is left out, because it may repeat an input.
 */
export function evaluate(
  rule: Rule,
  resource: Resource,
  told: Field = new Field({}),
): readonly Finding[] {
  return collect(() => rule.check(resource, told));
}

/** Everything that `rule` finds in a stack. A rule that throws fails as one about a resource does. */
export function relate(rule: StackRule, graph: Graph): readonly (Finding | Located)[] {
  return collect(() => rule.relate(graph));
}

function collect<F extends Finding>(find: () => Iterable<F>): readonly (F | Finding)[] {
  const findings: (F | Finding)[] = [];
  try {
    for (const finding of find()) {
      findings.push(finding);
    }
  } catch (error) {
    const kind = error instanceof TypeError || error instanceof RangeError ? error.name : "Error";
    findings.push({
      verdict: "fail",
      path: "",
      message: `the rule itself failed (${kind}), so nothing is proved; report this to the provider`,
    });
  }
  return findings;
}
