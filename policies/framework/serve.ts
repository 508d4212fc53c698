import {
  PolicyPack,
  type ReportViolation,
  type ResourceValidation,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
} from "@pulumi/policy";
import { announcing, skippingOthers } from "./dispatch.js";
import { describe, evaluate } from "./evaluate.js";
import { Field } from "./field.js";
import type { Pack } from "./pack.js";
import type { Finding, Rule } from "./rule.js";
import { plainToken } from "./token.js";

/** Serves the pack to the engine that started this process. A process serves one pack. */
export function servePack(pack: Pack): PolicyPack {
  return new PolicyPack(`comanaged-${pack.name}`, {
    displayName: pack.title,
    description: pack.description,
    enforcementLevel: "mandatory",
    policies: pack.rules.map((rule, index) => policyOf(rule, index === 0)),
  });
}

/** The rule as the engine knows it. */
function policyOf(rule: Rule, isFirst: boolean): ResourceValidationPolicy {
  return {
    name: rule.id,
    enforcementLevel: onlyAdvises(rule) ? "advisory" : "mandatory",
    displayName: rule.title,
    description: descriptionOf(rule),
    severity: rule.severity,
    tags: Object.entries(rule.controls).flatMap(([framework, ids]) =>
      ids.map((id) => `${framework} ${id}`),
    ),
    remediationSteps: rule.fix,
    validateResource: validationOf(rule, isFirst),
  };
}

/** Whether the rule advises on whatever it applies to. */
function onlyAdvises({ tokens, advisesOn = [] }: Rule): boolean {
  return tokens.every((token) => advisesOn.includes(token));
}

/** What the SDK calls. */
function validationOf(rule: Rule, isFirst: boolean): ResourceValidation {
  const validation: ResourceValidation = (args, report) => validate(rule, args, report);
  return isFirst ? announcing(validation) : skippingOthers(rule, validation);
}

/** The SDK puts it before every finding. */
function descriptionOf(rule: Rule): string {
  return `${rule.title}.`;
}

function validate(rule: Rule, args: ResourceValidationArgs, report: ReportViolation): void {
  const type = plainToken(args.type);
  if (!rule.tokens.includes(type)) {
    decline(rule, args);
  }
  const resource = { type, inputs: new Field(withoutProxy(args.props)) };
  for (const finding of evaluate(rule, resource)) {
    reportFinding(rule, finding, type, report);
  }
}

/**
 * Tells the engine that the rule says nothing about the resource. The SDK does that by an error,
 * for each pair of rule and resource: most of its price is a stack trace that nobody reads.
 */
function decline(rule: Rule, args: ResourceValidationArgs): never {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return args.notApplicable(`${rule.id} does not apply to ${args.type}`);
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/**
 * Reports a certain finding at the level of the rule, which pack configuration may set. Advisory
 * are an undetermined finding of a rule that only warns, and every finding on a type on which the
 * rule, otherwise mandatory, only advises. The SDK takes a level with a message,
 * which its declaration does not say; without it the finding would be mandatory.
 */
function reportFinding(rule: Rule, finding: Finding, type: string, report: ReportViolation): void {
  const text = describe(rule, finding);
  const warns = finding.verdict === "undetermined" && rule.onUnknown === "warn";
  const advises = !onlyAdvises(rule) && rule.advisesOn?.includes(type);
  if (warns || advises) {
    const message = `${descriptionOf(rule)}\n${text}`;
    Reflect.apply(report, undefined, [{ message, enforcementLevel: "advisory" }]);
  } else {
    report(text);
  }
}

/**
 * The inputs behind the SDK's proxy. The proxy throws when an unknown value is read, which the
 * SDK turns into an advisory whatever the level of the rule is. It guards reading only: property
 * descriptors show what is there, unknown marks included.
 */
function withoutProxy(props: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(Object.getOwnPropertyDescriptors(props)).map(([key, { value }]) => [key, value]),
  );
}
