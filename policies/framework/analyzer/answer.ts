import {
  AnalyzeDiagnostic,
  AnalyzeResponse,
  EnforcementLevel,
  PolicyNotApplicable,
  PolicySeverity,
} from "@pulumi/pulumi/proto/analyzer_pb.js";
import type { Report } from "../report.js";
import type { RuleFacts } from "../rule.js";

/** Who says it. */
export interface Speaker {
  readonly name: string;
  readonly version: string;
}

export const severities = {
  low: PolicySeverity.POLICY_SEVERITY_LOW,
  medium: PolicySeverity.POLICY_SEVERITY_MEDIUM,
  high: PolicySeverity.POLICY_SEVERITY_HIGH,
  critical: PolicySeverity.POLICY_SEVERITY_CRITICAL,
} as const satisfies Record<RuleFacts["severity"], PolicySeverity>;

export const levels = {
  advisory: EnforcementLevel.ADVISORY,
  mandatory: EnforcementLevel.MANDATORY,
} as const;

/** The reports as the first part of an answer; most resources have none, and it is empty. */
export function reportBytes(reports: readonly Report[], speaker: Speaker): Uint8Array {
  const diagnostics = reports.map(({ rule, message, level, urn }) =>
    new AnalyzeDiagnostic()
      .setPolicyname(rule.id)
      .setPolicypackname(speaker.name)
      .setPolicypackversion(speaker.version)
      .setDescription(`${rule.title}.`)
      .setMessage(message)
      .setEnforcementlevel(levels[level])
      .setSeverity(severities[rule.severity])
      .setUrn(urn),
  );
  return new AnalyzeResponse().setDiagnosticsList(diagnostics).serializeBinary();
}

/**
 * The ids of the rules that were not asked, as the second part of an answer: the engine takes a
 * rule that an answer doesn't name for passed. Parts of a message may simply follow one another.
 */
export function notAskedBytes(rules: readonly string[]): Uint8Array {
  const names = rules.map((rule) => new PolicyNotApplicable().setPolicyName(rule));
  return new AnalyzeResponse().setNotApplicableList(names).serializeBinary();
}
