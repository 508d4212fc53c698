import {
  AnalyzerInfo,
  PolicyConfigSchema,
  PolicyInfo,
  PolicyType,
} from "@pulumi/pulumi/proto/analyzer_pb.js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { settingsSchema } from "../exceptions/exception.js";
import { exceptionRule } from "../exceptions/rule.js";
import type { Pack } from "../pack.js";
import { levelOf } from "../report.js";
import type { RuleFacts } from "../rule.js";
import { levels, type Speaker, severities } from "./answer.js";

/** What the engine and Pulumi Cloud show of the pack and its rules. */
export function infoOf(pack: Pack, { name, version }: Speaker): AnalyzerInfo {
  const single = new Set(pack.rules.map(({ id }) => id));
  const whole = pack.stackRules.map(({ rule }) => rule).filter(({ id }) => !single.has(id));
  return new AnalyzerInfo()
    .setName(name)
    .setVersion(version)
    .setDisplayname(pack.title)
    .setDescription(pack.description)
    .setSupportsconfig(true)
    .setPoliciesList([
      exceptionInfo(),
      ...pack.rules.map((rule) => ruleInfo(rule, PolicyType.POLICY_TYPE_RESOURCE)),
      ...whole.map((rule) => ruleInfo(rule, PolicyType.POLICY_TYPE_STACK)),
    ]);
}

function exceptionInfo(): PolicyInfo {
  const properties = Struct.fromJavaScript(settingsSchema);
  return policyInfo(exceptionRule, PolicyType.POLICY_TYPE_RESOURCE)
    .setEnforcementlevel(levels.mandatory)
    .setConfigschema(new PolicyConfigSchema().setProperties(properties));
}

function ruleInfo(rule: RuleFacts, type: PolicyType): PolicyInfo {
  return policyInfo(rule, type)
    .setEnforcementlevel(levels[levelOf(rule)])
    .setTagsList(
      Object.entries(rule.controls).flatMap(([framework, ids]) =>
        ids.map((control) => `${framework} ${control}`),
      ),
    );
}

function policyInfo(
  { id, title, severity, fix }: Pick<RuleFacts, "id" | "title" | "severity" | "fix">,
  type: PolicyType,
): PolicyInfo {
  return new PolicyInfo()
    .setName(id)
    .setDisplayname(title)
    .setDescription(`${title}.`)
    .setSeverity(severities[severity])
    .setRemediationSteps(fix)
    .setPolicyType(type);
}
