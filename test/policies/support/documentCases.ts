import { bucketTransport } from "../../../policies/encryption/bucketTransport.js";
import { keptKeys } from "../../../policies/encryption/keptKeys.js";
import { narrowPolicies } from "../../../policies/identity/narrowPolicies.js";
import { trustedCallers } from "../../../policies/identity/trustedCallers.js";
import { type Case, type Inputs, type Row, secret, unknown } from "./cases.js";
import { flagRows, ruleCases } from "./rows.js";

const policy = "aws:iam/policy:Policy";
const role = "aws:iam/role:Role";
const ofOthers = [
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/groupPolicy:GroupPolicy",
  "aws:iam/userPolicy:UserPolicy",
];
const key = "aws:kms/key:Key";
const replica = "aws:kms/replicaKey:ReplicaKey";
const keyPolicy = "aws:kms/keyPolicy:KeyPolicy";
const bucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";

type Statement = Inputs | string;

/** A document as text, which is how providers take it, and as the object that it stands for. */
function written(...statements: readonly Statement[]): readonly unknown[] {
  const document = { Version: "2012-10-17", Statement: statements };
  return [JSON.stringify(document), document];
}

/** Rows for a document that holds the statement beside one that is fine. */
function statementRows(
  type: string,
  put: (document: unknown) => Inputs,
  fine: Inputs,
  rows: readonly (readonly [Row[0], Row[1], Statement])[],
): readonly Row[] {
  return rows.flatMap(([variant, expect, statement]) => {
    const isDark = JSON.stringify(statement).includes(unknown);
    const documents = written(fine, statement).slice(isDark ? 1 : 0);
    return documents.map((document): Row => [variant, expect, type, put(document)]);
  });
}

/** A document in the situations that have nothing to do with its content. */
function documentRows(
  type: string,
  put: (document: unknown) => Inputs,
  fine: Inputs,
  bad: Inputs,
  missing: "pass" | "fail",
): readonly Row[] {
  const [text] = written(fine);
  return [
    ["pass", "pass", type, put(text)],
    ["pass", "pass", type, put(JSON.stringify({ Statement: fine }))],
    ["fail", "fail", type, put(JSON.stringify({ Statement: bad }))],
    ["unknown", "undetermined", type, put(unknown)],
    ["unknown", "undetermined", type, put({ Statement: unknown })],
    ["secret", "pass", type, put(secret(text))],
    ["secret", "fail", type, put(secret(written({ ...bad, Sid: "canary" })[0]))],
    ["secret", "undetermined", type, put(secret(unknown))],
    ["missing", missing, type, put(undefined)],
    ["wrong type", "fail", type, put("canary")],
    ["wrong type", "fail", type, put("{")],
    ["wrong type", "fail", type, put(7)],
    ["wrong type", "fail", type, put([text])],
    ["wrong type", "fail", type, put("{}")],
    ["wrong type", "fail", type, put('{"Statement":"canary"}')],
    ["wrong type", "fail", type, put({ Statement: [7] })],
  ];
}

const reading = { Effect: "Allow", Action: ["s3:GetObject", "s3:Get*"], Resource: "*" };
const wide = { Effect: "Allow", Action: "*", Resource: "*" };

const actionRows: readonly (readonly [Row[0], Row[1], Statement])[] = [
  ["pass", "pass", { ...reading, Action: "ec2:Describe*" }],
  ["pass", "pass", { ...wide, Effect: "Deny" }],
  ["pass", "pass", { Effect: "Deny", NotAction: "s3:*", Resource: "*" }],
  ["fail", "fail", { ...wide, Effect: "deny" }],
  ["fail", "fail", { Action: "*" }],
  ["fail", "fail", { ...wide, Resource: "arn:aws:s3:::catalog" }],
  ["fail", "fail", { ...wide, Action: "**" }],
  ["fail", "fail", { ...wide, Action: "*:*" }],
  ["fail", "fail", { ...reading, Action: ["s3:GetObject", "ec2:*"] }],
  ["fail", "fail", { ...reading, Action: "ec2:?*" }],
  ["fail", "fail", { Effect: "Allow", NotAction: "iam:*", Resource: "*" }],
  ["wrong type", "fail", { ...reading, Action: 7 }],
  ["wrong type", "fail", "Allow"],
  ["unknown", "undetermined", { ...reading, Action: unknown }],
  ["unknown", "undetermined", { ...reading, Action: ["s3:GetObject", unknown] }],
  ["unknown", "undetermined", { ...wide, Effect: unknown }],
  ["unknown", "fail", { ...wide, Action: [unknown, "*"] }],
  ["unknown", "pass", { ...reading, Resource: unknown }],
  ["unknown", "undetermined", unknown],
];

const server = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:X" };
const world = { Effect: "Allow", Principal: "*", Action: "sts:X", Resource: "*" };
const when = (condition: unknown) => ({ ...world, Condition: condition });

/** Who is everybody, and which conditions keep a statement to named callers. */
const principalRows: readonly (readonly [Row[0], Row[1], Statement])[] = [
  ["pass", "pass", { ...world, Effect: "Deny" }],
  ["pass", "pass", { ...world, Principal: { AWS: ["111111111111", "222222222222"] } }],
  ["pass", "pass", when({ StringEquals: { "aws:PrincipalOrgID": "o-exampleuni1" } })],
  ["pass", "pass", when({ StringEquals: { "AWS:principalorgid": ["o-exampleuni1"] } })],
  ["pass", "pass", when({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111111111111:role/*" } })],
  [
    "pass",
    "pass",
    when({ StringEquals: { "kms:CallerAccount": unknown, "aws:SourceAccount": "1" } }),
  ],
  [
    "pass",
    "pass",
    when({ "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-exampleuni1/r-1/*" } }),
  ],
  ["fail", "fail", world],
  ["fail", "fail", { ...world, Principal: { AWS: "*" } }],
  ["fail", "fail", { ...world, Principal: { AWS: ["111111111111", "*"] } }],
  ["fail", "fail", { ...world, Principal: { AWS: "arn:aws:iam::*:root" } }],
  ["fail", "fail", { ...world, Principal: { Service: "*" } }],
  ["fail", "fail", { ...world, Principal: {} }],
  ["fail", "fail", { Effect: "Allow", NotPrincipal: { AWS: "111111111111" }, Action: "sts:X" }],
  ["fail", "fail", when({})],
  ["fail", "fail", when({ StringLike: { "aws:PrincipalOrgID": "*" } })],
  ["fail", "fail", when({ StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/admin" } })],
  ["fail", "fail", when({ StringLike: { "aws:PrincipalOrgID": ["o-exampleuni1", "o-*"] } })],
  ["fail", "fail", when({ StringEquals: { "aws:PrincipalOrgID": [] } })],
  ["fail", "fail", when({ StringEquals: { "aws:PrincipalAccount": `\${aws:PrincipalAccount}` } })],
  ["fail", "fail", when({ StringNotEquals: { "aws:PrincipalOrgID": "o-exampleuni1" } })],
  ["fail", "fail", when({ StringEqualsIfExists: { "aws:PrincipalOrgID": "o-exampleuni1" } })],
  ["fail", "fail", when({ Bool: { "aws:SecureTransport": "true" } })],
  ["wrong type", "fail", when("aws:PrincipalOrgID")],
  ["wrong type", "fail", when({ StringEquals: { "aws:PrincipalOrgID": 7 } })],
  ["wrong type", "fail", when({ StringEquals: { "aws:PrincipalOrgID": ["o-exampleuni1", 7] } })],
  ["wrong type", "fail", { ...world, Principal: "canary" }],
  ["wrong type", "fail", { ...world, Principal: { AWS: 7 } }],
  ["unknown", "undetermined", { ...world, Principal: unknown }],
  ["unknown", "undetermined", { ...world, Principal: { AWS: ["111111111111", unknown] } }],
  ["unknown", "undetermined", { ...world, Effect: unknown }],
  ["unknown", "undetermined", when(unknown)],
  ["unknown", "undetermined", when({ StringEquals: unknown })],
  ["unknown", "undetermined", when({ StringEquals: { "aws:PrincipalOrgID": unknown } })],
];

const forge = {
  Effect: "Allow",
  Principal: { Federated: "arn:aws:iam::111111111111:oidc-provider/forge.example.org" },
  Action: "sts:AssumeRoleWithWebIdentity",
};
const subject = (operator: string, value: unknown) => ({
  ...forge,
  Condition: { [operator]: { "forge.example.org:sub": value } },
});

const subjectRows: readonly (readonly [Row[0], Row[1], Statement])[] = [
  ["pass", "pass", subject("StringEquals", "repo:library/catalog:ref:refs/heads/main")],
  ["pass", "pass", subject("StringLike", ["repo:library/*", "repo:library/catalog:*"])],
  [
    "pass",
    "pass",
    { ...forge, Principal: { Federated: "arn:aws:iam::111111111111:saml-provider/university" } },
  ],
  ["fail", "fail", forge],
  ["fail", "fail", { ...forge, Principal: { Federated: "cognito-identity.amazonaws.com" } }],
  ["fail", "fail", { ...forge, Condition: { StringEquals: { "forge.example.org:aud": "sts" } } }],
  ["fail", "fail", subject("StringLike", "*")],
  ["fail", "fail", subject("StringLike", "repo:*")],
  ["fail", "fail", subject("StringLike", "repo:lib*/catalog:*")],
  ["fail", "fail", subject("StringLike", ["repo:library/*", "repo:*"])],
  ["fail", "fail", subject("StringNotLike", "repo:library/*")],
  ["wrong type", "fail", subject("StringEquals", 7)],
  ["unknown", "undetermined", subject("StringEquals", unknown)],
  ["unknown", "undetermined", { ...forge, Principal: { Federated: unknown } }],
];

const clear = { Bool: { "aws:SecureTransport": "false" } };
const refusal = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::catalog", "arn:aws:s3:::catalog/*"],
  Condition: clear,
};
const encrypted = { Bool: { "aws:SecureTransport": "true" } };

const refusalRows: readonly (readonly [Row[0], Row[1], Statement])[] = [
  ["pass", "pass", refusal],
  ["pass", "pass", { ...refusal, Principal: { AWS: ["*"] }, Action: ["*"], Resource: "*" }],
  ["pass", "pass", { ...refusal, Condition: { Bool: { "aws:SecureTransport": false } } }],
  ["fail", "fail", { ...refusal, Effect: "Allow" }],
  ["fail", "fail", { ...refusal, Principal: "111111111111" }],
  ["fail", "fail", { ...refusal, Principal: { AWS: "111111111111" } }],
  ["fail", "fail", { ...refusal, NotPrincipal: { AWS: "111111111111" } }],
  ["fail", "fail", { ...refusal, Action: "s3:GetObject" }],
  ["fail", "fail", { ...refusal, Resource: "arn:aws:s3:::catalog" }],
  ["fail", "fail", { ...refusal, Resource: "arn:aws:s3:::catalog/public/*" }],
  ["fail", "fail", { ...refusal, Condition: encrypted }],
  ["fail", "fail", { ...refusal, Condition: { ...clear, StringEquals: { "aws:userid": "x" } } }],
  [
    "fail",
    "fail",
    { ...refusal, Condition: { Bool: { ...clear.Bool, "aws:ViaAWSService": "x" } } },
  ],
  ["missing", "fail", { ...refusal, Condition: undefined }],
  ["wrong type", "fail", { ...refusal, Condition: "canary" }],
  ["unknown", "undetermined", { ...refusal, Resource: unknown }],
  ["unknown", "undetermined", { ...refusal, Condition: unknown }],
  ["unknown", "undetermined", unknown],
];

const inPolicy = (document: unknown) => ({ policy: document });
const inTrust = (document: unknown) => ({ assumeRolePolicy: document });
const inline = (document: unknown) => ({ inlinePolicies: [{ name: "a" }, { policy: document }] });
const rotated = (document: unknown) => ({ enableKeyRotation: true, policy: document });
const harmless = { Effect: "Allow", Principal: { AWS: "111111111111" }, Action: "s3:GetObject" };

/** The rules that read policy documents. */
export const documentCases: readonly Case[] = [
  ...ruleCases(
    narrowPolicies,
    documentRows(policy, inPolicy, reading, wide, "pass"),
    statementRows(policy, inPolicy, reading, actionRows),
    statementRows(role, inline, reading, actionRows),
    ofOthers.map((type): Row => ["fail", "fail", type, inPolicy(written(wide)[0])]),
    [
      ["unknown", "undetermined", role, { inlinePolicies: unknown }],
      ["wrong type", "fail", role, { inlinePolicies: "none" }],
      ["missing", "pass", role, {}],
    ],
  ),
  ...ruleCases(
    trustedCallers,
    documentRows(role, inTrust, server, world, "pass"),
    statementRows(role, inTrust, server, principalRows),
    statementRows(role, inTrust, server, subjectRows),
  ),
  ...ruleCases(
    keptKeys,
    flagRows(key, (value) => ({ enableKeyRotation: value }), true),
    documentRows(key, rotated, server, world, "pass"),
    documentRows(replica, inPolicy, server, world, "pass"),
    statementRows(keyPolicy, inPolicy, server, principalRows),
    [
      ["pass", "pass", key, { customerMasterKeySpec: "RSA_4096" }],
      ["pass", "pass", key, { customKeyStoreId: "cks-1" }],
      ["fail", "fail", key, { customerMasterKeySpec: "SYMMETRIC_DEFAULT" }],
      ["unknown", "undetermined", key, { customerMasterKeySpec: unknown }],
      ["unknown", "pass", key, { customerMasterKeySpec: "RSA_4096", enableKeyRotation: unknown }],
      ["wrong type", "fail", key, { customerMasterKeySpec: 7 }],
    ],
  ),
  ...ruleCases(
    bucketTransport,
    documentRows(bucketPolicy, inPolicy, refusal, harmless, "fail"),
    statementRows(bucketPolicy, inPolicy, harmless, refusalRows),
  ),
];
