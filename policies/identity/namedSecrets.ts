import { isAction } from "../documents/actions.js";
import { identityPolicies, inEachIdentityStatement } from "../documents/identityPolicies.js";
import { allows, anyText } from "../documents/statements.js";
import { allOf, type Certainty, isGiven, not, reportIf } from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import type { Finding, Resource, Rule } from "../framework/rule.js";

/** Actions that hand out what is kept secret, or act on a server as its administrator. */
const powerful = [
  "kms:decrypt",
  "kms:reencryptfrom",
  "secretsmanager:getsecretvalue",
  "secretsmanager:batchgetsecretvalue",
  "ssm:getparameter",
  "ssm:getparameters",
  "ssm:getparametersbypath",
  "ssm:getparameterhistory",
  "ssm:sendcommand",
  "ssm:startsession",
];

/** `*`, or an ARN that tells nothing behind the kind of what it names. */
const forAll = /^[*?]+$|^arn(?::[^:]*){4}:(?:[a-z-]+[:/])?[*?]+$/;

const reading = (Resource: string) => ({
  policy: JSON.stringify({
    Statement: [{ Effect: "Allow", Action: "ssm:GetParameter", Resource }],
  }),
});

/** Secrets are read, and servers commanded, by name. */
export const namedSecrets: Rule = {
  id: "IAM-22",
  title: "Policies name the secrets that may be read and the servers that may be commanded",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AC-6", "SC-12"], FSBP: ["KMS.1", "KMS.2"] },
  why:
    "The right to read every parameter or to decrypt with every key of an account opens the " +
    "secrets of all its programs, and a command to every server makes an administrator of them all.",
  fix:
    "Name keys, secrets, parameters, documents and servers in Resource, with * only behind the " +
    "part that tells them apart, or narrow the statement by a Condition.",
  tokens: identityPolicies,
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A policy for the parameters of one program",
        type: "aws:iam/policy:Policy",
        inputs: reading("arn:aws:ssm:eu-central-1:111111111111:parameter/catalog/*"),
      },
    ],
    fail: [
      {
        title: "A policy for every parameter",
        type: "aws:iam/policy:Policy",
        inputs: reading("*"),
      },
    ],
  },
  check,
};

function check(resource: Resource): Iterable<Finding> {
  return inEachIdentityStatement(resource, checkStatement, "an inline policy opens every secret");
}

function* checkStatement(one: Field): Iterable<Finding> {
  const isOpen = allOf(
    allows(one),
    anyText(one.get("Action"), (action) => isAction(action, powerful), "yes"),
    isForAll(one.get("Resource")),
    not(isGiven(one.get("Condition"))),
  );
  yield* reportIf(isOpen, one.get("Resource"), "it is for every secret or server of the account");
}

/** A statement that names no resources names those that it is not for. */
function isForAll(resource: Field): Certainty {
  return resource.state === "missing"
    ? "yes"
    : anyText(resource, (text) => forAll.test(text), "yes");
}
