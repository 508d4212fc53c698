import { inEach } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import type { Finding, Resource } from "../framework/rule.js";
import { inEachStatement } from "./statements.js";

const role = "aws:iam/role:Role";

/** Resources that carry policies which say what roles, groups and users may do. */
export const identityPolicies = [
  "aws:iam/policy:Policy",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/groupPolicy:GroupPolicy",
  "aws:iam/userPolicy:UserPolicy",
  role,
];

/**
 * What `visit` finds in each statement of such a resource, also in the policies within a role.
 * `wrong` says what a role may hide whose policies are not known yet.
 */
export function inEachIdentityStatement(
  { type, inputs }: Resource,
  visit: (statement: Field) => Iterable<Finding>,
  wrong: string,
): Iterable<Finding> {
  const ofRole = (item: Field) => inEachStatement(item.get("policy"), visit);
  return type === role
    ? inEach(inputs.get("inlinePolicies"), ofRole, wrong)
    : inEachStatement(inputs.get("policy"), visit);
}
