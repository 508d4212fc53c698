import { isAction } from "../documents/actions.js";
import { demandsKey } from "../documents/conditions.js";
import { identityPolicies, inEachIdentityStatement } from "../documents/identityPolicies.js";
import { allows, anyText } from "../documents/statements.js";
import { allOf, isGiven, not, reportIf } from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import type { Finding, Resource, Rule } from "../framework/rule.js";

/** Actions that hand out rights, and that a permissions boundary can keep within limits. */
const handingOut = [
  "iam:attachrolepolicy",
  "iam:attachuserpolicy",
  "iam:createrole",
  "iam:createuser",
  "iam:putrolepolicy",
  "iam:putuserpolicy",
];

const statement = { Effect: "Allow", Action: ["iam:CreateRole"], Resource: "*" };
const bounded = {
  StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::111111111111:policy/boundary" },
};
const document = (content: object) => ({ policy: JSON.stringify({ Statement: [content] }) });

/** Whoever may make roles can't make one that may do more. */
export const boundedDelegates: Rule = {
  id: "IAM-04",
  title: "Rights to make roles and users are tied to a permissions boundary",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AC-6"] },
  why:
    "Who may make a role and give it a policy has every right of the account, by a detour. A " +
    "boundary that every new role must carry ends the detour.",
  fix: "Add the condition StringEquals on iam:PermissionsBoundary with the ARN of the boundary.",
  tokens: identityPolicies,
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "Roles within a boundary",
        type: "aws:iam/policy:Policy",
        inputs: document({ ...statement, Condition: bounded }),
      },
    ],
    fail: [
      {
        title: "Roles without a limit",
        type: "aws:iam/policy:Policy",
        inputs: document(statement),
      },
    ],
  },
  check,
};

function check(resource: Resource): Iterable<Finding> {
  return inEachIdentityStatement(resource, checkStatement, "an inline policy hands out rights");
}

function* checkStatement(one: Field): Iterable<Finding> {
  const isFree = not(demandsKey(one, (key) => key === "iam:permissionsboundary", isNamed));
  const actions = one.get("Action");
  const hands = anyText(actions, (action) => isAction(action, handingOut), "yes");
  const wrong = "rights can be handed out without a boundary";
  yield* reportIf(allOf(allows(one), hands, isFree), actions, wrong);
  const others = one.get("NotAction");
  const isAllBut = allOf(
    isGiven(others),
    not(anyText(others, (name) => /^iam:\*$/i.test(name), "no")),
  );
  yield* reportIf(allOf(allows(one), isAllBut, isFree), others, wrong);
}

function isNamed(boundary: string): boolean {
  return /^arn:[^*?]+:policy\/[^*?]+$/.test(boundary);
}
