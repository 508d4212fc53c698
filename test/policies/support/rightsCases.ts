import { databaseBackups } from "../../../policies/backup/databaseBackups.js";
import { vaultAccess } from "../../../policies/backup/vaultAccess.js";
import { noSharedCopies } from "../../../policies/classification/sharedCopies.js";
import { encryptedStores } from "../../../policies/encryption/encryptedStores.js";
import { boundedDelegates } from "../../../policies/identity/boundedDelegates.js";
import { reachableContacts } from "../../../policies/identity/reachableContacts.js";
import { privateDatabases } from "../../../policies/network/privateDatabases.js";
import { type Case, type Inputs, type Row, secret, unknown } from "./cases.js";
import { ruleCases, valueRows } from "./rows.js";

const vaultPolicy = "aws:backup/vaultPolicy:VaultPolicy";
const role = "aws:iam/role:Role";
const policies = ["policy", "rolePolicy", "groupPolicy", "userPolicy"].map(
  (name) => `aws:iam/${name}:${name.charAt(0).toUpperCase()}${name.slice(1)}`,
);
const document = "aws:ssm/document:Document";
const gallery = "azure-native:compute:Gallery";

const written = (...statements: readonly Inputs[]) => JSON.stringify({ Statement: statements });

/** A document in every situation: `fine` is a good statement, each of `bad` is not. */
function documentRows(
  type: string,
  put: (text: unknown) => Inputs,
  fine: readonly Inputs[],
  bad: readonly Inputs[],
): readonly Row[] {
  const [first = {}] = fine;
  return [
    ...fine.map((one): Row => ["pass", "pass", type, put(written(one))]),
    ...bad.map((one): Row => ["fail", "fail", type, put(written(first, one))]),
    ["unknown", "undetermined", type, put(unknown)],
    ["secret", "pass", type, put(secret(written(first)))],
    ["secret", "fail", type, put(secret(written({ Sid: "canary", ...bad[0] })))],
    ["missing", "pass", type, put(undefined)],
    ["wrong type", "fail", type, put(7)],
    ["wrong type", "fail", type, put("{")],
  ];
}

const allow = { Effect: "Allow", Action: "backup:*", Resource: "*" };
const ours = { StringEquals: { "aws:PrincipalOrgID": "o-exampleuni1" } };
const copiesBy = (Action: unknown) => ({ ...allow, Action, Principal: "*", Condition: ours });
const copies = copiesBy("backup:CopyIntoBackupVault");
const accountRoot = { AWS: "arn:aws:iam::111111111111:root" };

const boundary = (value: string) => ({
  Condition: { StringEquals: { "iam:PermissionsBoundary": value } },
});
const bounded = boundary("arn:aws:iam::111111111111:policy/boundary");
const makes = (Action: unknown) => ({ Effect: "Allow", Action, Resource: "*" });
const fineRights = [
  makes(["ec2:*", "iam:PassRole", "iam:Get*"]),
  { ...makes("iam:CreateRole"), ...bounded },
  { ...makes("*"), Effect: "Deny" },
  { Effect: "Allow", NotAction: ["iam:*", "sts:*"], Resource: "*" },
];
const wideRights = [
  makes("iam:CreateRole"),
  makes(["s3:Get*", "IAM:Put*Policy"]),
  makes("*"),
  makes("iam:Create????"),
  { ...makes("iam:CreateUser"), Condition: { StringLike: { "iam:PermissionsBoundary": "*" } } },
  { Effect: "Allow", NotAction: "s3:*", Resource: "*" },
];

const mailboxes = {
  good: ["security@uni.example"],
  bad: ["", "security", "a@b", "one@uni.example;"],
};

const snapshots = ["snapshot:Snapshot", "clusterSnapshot:ClusterSnapshot"].map(
  (name) => `aws:rds/${name}`,
);

const azureDays = { good: [7, 35], bad: [6, 0], odd: ["7"], missing: "pass" } as const;
const servers = ["dbforpostgresql", "dbformysql"].map((name) => `azure-native:${name}:Server`);

/** Rules on who may do what, and on databases of both clouds. */
export const rightsCases: readonly Case[] = [
  ...ruleCases(
    vaultAccess,
    documentRows(
      vaultPolicy,
      (policy) => ({ policy }),
      [
        { ...allow, Principal: accountRoot },
        copies,
        { ...copies, Action: ["BACKUP:CopyIntoBackupVault"] },
        { ...allow, Principal: "*", Effect: "Deny" },
      ],
      [
        { ...allow, Principal: "*" },
        { ...allow, Principal: { AWS: "*" } },
        allow,
        { ...copies, Action: "backup:*" },
        { ...copies, Action: ["backup:CopyIntoBackupVault", "backup:DeleteBackupVault"] },
        { ...copies, Action: undefined, NotAction: "backup:CopyIntoBackupVault" },
      ],
    ),
    [
      ["unknown", "undetermined", vaultPolicy, { policy: { Statement: copiesBy(unknown) } }],
      ["wrong type", "fail", vaultPolicy, { policy: { Statement: copiesBy(7) } }],
    ],
  ),
  ...ruleCases(
    boundedDelegates,
    ...policies.map((type) => documentRows(type, (policy) => ({ policy }), fineRights, wideRights)),
    documentRows(role, (policy) => ({ inlinePolicies: [{ policy }] }), fineRights, wideRights),
    [["unknown", "undetermined", role, { inlinePolicies: unknown }]],
  ),
  ...ruleCases(
    reachableContacts,
    valueRows(
      "aws:account/alternativeContact:AlternativeContact",
      (emailAddress) => ({ emailAddress }),
      mailboxes,
    ),
    valueRows("azure-native:security:SecurityContact", (emails) => ({ emails }), {
      ...mailboxes,
      good: ["one@uni.example;two@uni.example"],
    }),
  ),
  ...ruleCases(
    noSharedCopies,
    ...snapshots.map((type): readonly Row[] => [
      ["pass", "pass", type, { sharedAccounts: [] }],
      ["fail", "fail", type, { sharedAccounts: ["all"] }],
      ["fail", "fail", type, { sharedAccounts: [unknown] }],
      ["unknown", "undetermined", type, { sharedAccounts: unknown }],
      ["secret", "fail", type, { sharedAccounts: secret(["canary"]) }],
      ["missing", "pass", type, {}],
      ["wrong type", "fail", type, { sharedAccounts: "all" }],
    ]),
    valueRows(document, (accountIds) => ({ permissions: { type: "Share", accountIds } }), {
      good: [""],
      bad: ["All", "222222222222"],
      missing: "pass",
    }),
    valueRows(gallery, (permissions) => ({ sharingProfile: { permissions } }), {
      good: ["Private"],
      bad: ["Groups", "Community"],
      missing: "pass",
    }),
  ),
  ...ruleCases(
    privateDatabases,
    valueRows("azure-native:sql:Server", (publicNetworkAccess) => ({ publicNetworkAccess }), {
      good: ["Disabled", "SecuredByPerimeter"],
      bad: ["Enabled", ""],
    }),
    ...servers.flatMap((type) => [
      valueRows(type, (publicNetworkAccess) => ({ network: { publicNetworkAccess } }), {
        good: ["Disabled"],
        bad: ["Enabled"],
      }),
      [
        ["pass", "pass", type, { network: { delegatedSubnetResourceId: "/subscriptions/1" } }],
        ["unknown", "undetermined", type, { network: { delegatedSubnetResourceId: unknown } }],
      ] satisfies readonly Row[],
    ]),
  ),
  ...ruleCases(
    encryptedStores,
    valueRows("azure-native:sql:TransparentDataEncryption", (state) => ({ state }), {
      good: ["Enabled"],
      bad: ["Disabled"],
    }),
  ),
  ...ruleCases(
    databaseBackups,
    valueRows(
      "azure-native:sql:BackupShortTermRetentionPolicy",
      (retentionDays) => ({ retentionDays }),
      azureDays,
    ),
    ...servers.map((type) =>
      valueRows(type, (days) => ({ backup: { backupRetentionDays: days } }), azureDays),
    ),
  ),
];
