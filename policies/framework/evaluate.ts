import type { Finding, Resource, Rule } from "./rule.js";

/**
 * Everything that `rule` finds about a resource of one of its types; empty when it passes.
 *
 * A rule that throws fails closed and alone: what it had found stays, and the defect becomes one
 * finding more. Its error text is left out, because it may repeat an input.
 */
export function evaluate(rule: Rule, resource: Resource): readonly Finding[] {
  const findings: Finding[] = [];
  try {
    for (const finding of rule.check(resource)) {
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

/** A finding as one line, such as `tags.DataLevel: no data level is given. …`. */
export function describe(rule: Rule, finding: Finding): string {
  const where = finding.path === "" ? "" : `${finding.path}: `;
  return `${where}${finding.message}. To fix: ${rule.fix}`;
}
