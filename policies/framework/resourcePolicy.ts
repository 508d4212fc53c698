import type {
  ReportViolation,
  ResourceValidation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
} from "@pulumi/policy";
import { evaluate } from "./evaluate.js";
import { Field } from "./field.js";
import { defers, levelOf, statementOf } from "./report.js";
import type { Rule } from "./rule.js";
import { factsFor } from "./sdkFacts.js";
import type { Session } from "./session.js";
import { plainToken } from "./token.js";
import { withoutProxy } from "./withoutProxy.js";

/** A rule about single resources, as the engine knows it. */
export function resourcePolicy(rule: Rule, session: Session): ResourceValidationPolicy {
  return {
    ...factsFor(rule),
    enforcementLevel: levelOf(rule),
    validateResource: validationOf(rule, session),
  };
}

/**
 * What the SDK calls. A rule for one type says so in the property that the SDK's own
 * `validateResourceOfType` sets: the SDK then skips the rule without reading the resource, which
 * it otherwise does once for each pair of rule and resource.
 */
function validationOf(rule: Rule, session: Session): ResourceValidation {
  const validation: ResourceValidation = (args, report) => validate(rule, session, args, report);
  const [token, ...others] = rule.tokens;
  return others.length > 0 ? validation : Object.assign(validation, { __pulumiType: token });
}

function validate(
  rule: Rule,
  session: Session,
  args: ResourceValidationArgs,
  report: ReportViolation,
): void {
  const type = plainToken(args.type);
  if (!rule.tokens.includes(type)) {
    decline(rule, args);
  }
  const inputs = new Field(withoutProxy(args.props));
  session.inputs.set(args.urn, inputs);
  const findings = evaluate(rule, { type, inputs });
  const waits = findings.filter(({ verdict }) => verdict === "undetermined" && defers(rule));
  session.defer(rule, args.urn, waits);
  const subject = { type, urn: args.urn, aliases: args.opts.aliases };
  for (const finding of findings.filter((each) => !waits.includes(each))) {
    const { message, isAdvisory } = statementOf(rule, finding, subject, session.exceptions);
    // The SDK takes a level with a message, which its declaration does not say.
    const level = isAdvisory ? { enforcementLevel: "advisory" } : {};
    Reflect.apply(report, undefined, [{ message, ...level }]);
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
