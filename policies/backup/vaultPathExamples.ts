import { tagKeys } from "../../components/service/tags.js";
import type { StackExamples } from "../framework/graph.js";

const tags = { [tagKeys.owner]: "library", [tagKeys.backupClass]: "standard" };

const server = {
  name: "web-1",
  type: "aws:ec2/instance:Instance",
  properties: { tags },
};

const settings = {
  name: "region",
  type: "aws:backup/regionSettings:RegionSettings",
  properties: { resourceTypeOptInPreference: { EC2: true, EBS: true } },
};

const role = {
  name: "role",
  type: "aws:iam/role:Role",
  properties: {
    name: "backups",
    assumeRolePolicy: JSON.stringify({
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: "backup.amazonaws.com" },
        },
      ],
    }),
  },
};

const attachment = {
  name: "right",
  type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  properties: {
    role: "backups",
    policyArn: "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
  },
};

const selection = {
  name: "servers",
  type: "aws:backup/selection:Selection",
  properties: {
    planId: "plan-1",
    iamRoleArn: "arn:aws:iam::111111111111:role/backups",
    resources: ["arn:aws:ec2:*:*:instance/*"],
    conditions: [
      {
        stringEquals: Object.entries(tags).map(([key, value]) => ({
          key: `aws:ResourceTag/${key}`,
          value,
        })),
      },
    ],
  },
};

const plan = {
  name: "plan",
  type: "aws:backup/plan:Plan",
  properties: {
    id: "plan-1",
    rules: [
      {
        targetVaultName: "library-standard",
        schedule: "cron(0 1 * * ? *)",
        lifecycle: { deleteAfter: 30 },
      },
    ],
  },
};

const key = { name: "key", type: "aws:kms/key:Key", properties: { id: "1" } };

const vault = {
  name: "vault",
  type: "aws:backup/vault:Vault",
  properties: {
    name: "library-standard",
    kmsKeyArn: "arn:aws:kms:eu-central-1:111111111111:key/1",
    tags: { VaultLock: "armed" },
  },
};

const policy = {
  name: "policy",
  type: "aws:backup/vaultPolicy:VaultPolicy",
  properties: {
    backupVaultName: "library-standard",
    policy: JSON.stringify({
      Statement: [
        {
          Effect: "Deny",
          Principal: "*",
          Action: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
          Resource: "*",
        },
      ],
    }),
  },
};

const lock = {
  name: "lock",
  type: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
  properties: { backupVaultName: "library-standard", minRetentionDays: 30, maxRetentionDays: 30 },
};

/** A server with everything that leads to its backups. */
export const whole = [
  ...[server, settings, role, attachment, selection],
  ...[plan, key, vault, policy, lock],
];

/** A whole path, and paths that lack an edge. */
export const vaultPathExamples: StackExamples = {
  pass: [{ title: "A server whose class has a plan and a locked vault", resources: whole }],
  fail: [
    { title: "A server that no selection takes", resources: [server, settings] },
    {
      title: "A vault whose backups anybody may delete",
      resources: whole.filter((one) => one !== policy),
    },
  ],
};
