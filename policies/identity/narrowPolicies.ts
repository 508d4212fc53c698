import { identityPolicies, inEachIdentityStatement } from "../documents/identityPolicies.js";
import { allows, anyText } from "../documents/statements.js";
import { allOf, isGiven, reportIf } from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import type { Finding, Resource, Rule } from "../framework/rule.js";

/** Rights are named, not handed out by the service. */
export const narrowPolicies: Rule = {
  id: "IAM-01",
  title: "Policies name what they allow, never all actions of a service",
  severity: "high",
  responsible: "provider",
  controls: {
    "NIST SP 800-53r5": ["AC-6"],
    "CIS AWS v5.0": ["1.15"],
    FSBP: ["IAM.1", "IAM.21"],
  },
  why:
    "A wildcard also grants what the service invents tomorrow, and with it the right to change " +
    "keys, policies and logs. Deny statements may be as wide as they like.",
  fix:
    "List the actions that are needed, such as ec2:DescribeInstances or s3:Get*, in place of *, " +
    "of a service's * and of NotAction.",
  tokens: identityPolicies,
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A policy that names its actions",
        type: "aws:iam/policy:Policy",
        inputs: {
          policy: JSON.stringify({
            Statement: [{ Effect: "Allow", Action: ["s3:GetObject"], Resource: "*" }],
          }),
        },
      },
    ],
    fail: [
      {
        title: "A policy that allows everything",
        type: "aws:iam/policy:Policy",
        inputs: {
          policy: JSON.stringify({
            Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
          }),
        },
      },
    ],
  },
  check,
};

function check(resource: Resource): Iterable<Finding> {
  return inEachIdentityStatement(resource, checkStatement, "an inline policy grants too much");
}

function* checkStatement(statement: Field): Iterable<Finding> {
  const allowed = allows(statement);
  const actions = statement.get("Action");
  const wide = anyText(actions, isWholeService, "yes");
  yield* reportIf(allOf(allowed, wide), actions, "all actions of a service are allowed");
  const others = statement.get("NotAction");
  const wrong = "everything but the named actions is allowed";
  yield* reportIf(allOf(allowed, isGiven(others)), others, wrong);
}

/** Whether the action is `*`, or a service with nothing but wildcards behind it. */
function isWholeService(action: string): boolean {
  return /^[*?]+$/.test(action) || /^[^:]*:[*?]+$/.test(action);
}
