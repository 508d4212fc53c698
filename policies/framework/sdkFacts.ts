import type { RuleFacts } from "./rule.js";

/** What the engine and Pulumi Cloud show of a rule. */
export function factsFor({ id, title, severity, controls, fix }: RuleFacts) {
  return {
    name: id,
    displayName: title,
    description: `${title}.`,
    severity,
    tags: Object.entries(controls).flatMap(([framework, ids]) =>
      ids.map((control) => `${framework} ${control}`),
    ),
    remediationSteps: fix,
  };
}
