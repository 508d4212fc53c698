import { allows, anyText } from "../documents/statements.js";
import {
  allOf,
  anyOf,
  type Certainty,
  holds,
  isGiven,
  not,
  reportIf,
} from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import type { Rule } from "../framework/rule.js";

const policy = "aws:s3/bucketPolicy:BucketPolicy";

const refusal = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::catalog", "arn:aws:s3:::catalog/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

/** Nothing of a bucket crosses the network in clear. */
export const bucketTransport: Rule = {
  id: "ENC-09",
  title: "Bucket policies refuse requests without TLS",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SC-8"], "CIS AWS v5.0": ["2.1.1"], FSBP: ["S3.5"] },
  why: "S3 answers plain HTTP as well, unless the bucket's policy denies it.",
  fix:
    "Add a statement that denies s3:* to everybody on the bucket's objects (…/*) where " +
    'aws:SecureTransport is "false".',
  tokens: [policy],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A policy that refuses plain HTTP",
        type: policy,
        inputs: { policy: JSON.stringify({ Statement: [refusal] }) },
      },
    ],
    fail: [
      {
        title: "A policy that refuses plain HTTP for reading only",
        type: policy,
        inputs: {
          policy: JSON.stringify({ Statement: [{ ...refusal, Action: "s3:GetObject" }] }),
        },
      },
    ],
  },
  check: ({ inputs }) => {
    const document = inputs.get("policy");
    const statements = document.json().get("Statement").oneOrMany();
    const list = statements.state === "known" ? statements.value : [];
    const refuses = statements.state === "unknown" ? "maybe" : anyOf(...list.map(refusesClear));
    return reportIf(not(refuses), document, "requests in clear are answered");
  },
};

function refusesClear(statement: Field): Certainty {
  const condition = statement.get("Condition");
  const isAll = (action: string) => action === "*" || action === "s3:*";
  return allOf(
    not(allows(statement)),
    namesEverybody(statement.get("Principal")),
    not(isGiven(statement.get("NotPrincipal"))),
    anyText(statement.get("Action"), isAll, "no"),
    anyText(statement.get("Resource"), isEveryObject, "no"),
    isOnly(condition, "Bool"),
    isOnly(condition.get("Bool"), "aws:SecureTransport"),
    isFalse(condition.get("Bool").get("aws:SecureTransport")),
  );
}

function isEveryObject(resource: string): boolean {
  return resource === "*" || /^arn:[a-z-]+:s3:::[^/]+\/\*$/.test(resource);
}

/** A refusal counts only when it surely meets everybody. */
function namesEverybody(principal: Field): Certainty {
  const isEverybody = (name: string) => name === "*";
  return anyOf(
    anyText(principal, isEverybody, "no"),
    anyText(principal.get("AWS"), isEverybody, "no"),
  );
}

/** Whether the object has this property and no other, which would narrow the refusal. */
function isOnly(field: Field, key: string): Certainty {
  const keys = field.keys();
  if (keys.state === "known") {
    return keys.value.length === 1 && keys.value[0] === key ? "yes" : "no";
  }
  return keys.state === "unknown" ? "maybe" : "no";
}

function isFalse(field: Field): Certainty {
  return anyOf(
    holds(field.flag(), (value) => !value),
    anyText(field, (value) => value === "false", "no"),
  );
}
