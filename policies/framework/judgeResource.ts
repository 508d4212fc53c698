import { evaluate } from "./evaluate.js";
import { defers, type Report, reportOf } from "./report.js";
import type { Resource, Rule } from "./rule.js";
import type { Session } from "./session.js";

/** A resource that the engine is about to create or change, its type without a version. */
export interface Judged extends Resource {
  readonly urn: string;
  readonly aliases: readonly string[];
}

/** What the rules for the type of the resource say of it; what waits is remembered. */
export function judgeResource(resource: Judged, session: Session): readonly Report[] {
  return session.rulesFor(resource.type).flatMap((rule) => judgeBy(rule, resource, session));
}

function judgeBy(rule: Rule, resource: Judged, session: Session): readonly Report[] {
  const findings = evaluate(rule, resource, session.settings.propertiesOf(rule.id));
  const waits = findings.filter(({ verdict }) => verdict === "undetermined" && defers(rule));
  session.defer(rule, resource.urn, waits);
  return findings
    .filter((finding) => !waits.includes(finding))
    .map((finding) => reportOf(rule, finding, resource, session));
}
