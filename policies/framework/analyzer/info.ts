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
import type { Rule, RuleFacts } from "../rule.js";
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
  const info = policyInfo(exceptionRule, PolicyType.POLICY_TYPE_RESOURCE);
  return withConfiguration(info.setEnforcementlevel(levels.mandatory), settingsSchema);
}

function ruleInfo(rule: RuleFacts & Pick<Rule, "configuration">, type: PolicyType): PolicyInfo {
  const { configuration } = rule;
  return withConfiguration(policyInfo(rule, type), configuration)
    .setEnforcementlevel(levels[levelOf(rule)])
    .setTagsList(
      Object.entries(rule.controls).flatMap(([framework, ids]) =>
        ids.map((control) => `${framework} ${control}`),
      ),
    );
}

function withConfiguration(info: PolicyInfo, configuration: Rule["configuration"]): PolicyInfo {
  return configuration === undefined
    ? info
    : info.setConfigschema(
        new PolicyConfigSchema().setProperties(Struct.fromJavaScript({ ...configuration })),
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
