import { demandsKey, isKeptToCallers } from "../documents/conditions.js";
import { isForEverybody } from "../documents/principals.js";
import { allows, anyText, inEachStatement } from "../documents/statements.js";
import { allOf, not, reportIf } from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import type { Finding, Rule } from "../framework/rule.js";

const role = "aws:iam/role:Role";

/** A role knows who takes it. */
export const trustedCallers: Rule = {
  id: "IAM-03",
  title: "Roles name who may take them",
  severity: "critical",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AC-3"], "MCSB v1": ["IM-3"] },
  why:
    "A role for everybody is a door to the account. An identity provider such as a forge signs " +
    "tokens for all of its users; only the subject says whose pipeline it is.",
  fix:
    "Name accounts, roles or services in Principal, or add a condition on aws:PrincipalOrgID. " +
    "For OpenID Connect, demand the provider's :sub, down to the repository's owner.",
  tokens: [role],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A role for servers",
        type: role,
        inputs: {
          assumeRolePolicy: JSON.stringify({
            Statement: [
              {
                Effect: "Allow",
                Principal: { Service: "ec2.amazonaws.com" },
                Action: "sts:AssumeRole",
              },
            ],
          }),
        },
      },
    ],
    fail: [
      {
        title: "A role for every pipeline of a forge",
        type: role,
        inputs: {
          assumeRolePolicy: JSON.stringify({
            Statement: [
              {
                Effect: "Allow",
                Principal: {
                  Federated:
                    "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com",
                },
                Action: "sts:AssumeRoleWithWebIdentity",
              },
            ],
          }),
        },
      },
    ],
  },
  check: ({ inputs }) => inEachStatement(inputs.get("assumeRolePolicy"), checkStatement),
};

function* checkStatement(statement: Field): Iterable<Finding> {
  const principal = statement.get("Principal");
  const isOpen = allOf(isForEverybody(statement), not(isKeptToCallers(statement)));
  yield* reportIf(allOf(allows(statement), isOpen), principal, "everybody may take the role");
  const provider = principal.get("Federated");
  const isToken = anyText(provider, (name) => !name.includes(":saml-provider/"), "no");
  const isAnySubject = not(demandsKey(statement, (key) => key.endsWith(":sub"), isOneOwner));
  const wrong = "every subject of the identity provider may take the role";
  yield* reportIf(allOf(allows(statement), isToken, isAnySubject), provider, wrong);
}

/**
 * Whether a pattern of subjects, such as `repo:library/catalog:*`, is held before its first
 * wildcard to one owner: the first name after the kind has to be complete.
 */
function isOneOwner(pattern: string): boolean {
  return /^[^*?:/]+:[^*?:/]+[:/]/.test(pattern) || /^[^*?]+$/.test(pattern);
}
