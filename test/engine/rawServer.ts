// A Pulumi program that goes around the components: one EC2 instance with its patches and its
// backups, compliant but for its level.
import * as backup from "@pulumi/aws/backup";
import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as kms from "@pulumi/aws/kms";
import { Provider } from "@pulumi/aws/provider.js";
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { backedUpTypes } from "../../components/service/account/backedUp.js";

const level = new pulumi.Config().require("level");
const provider = new Provider("aws", {
  region: "eu-central-1",
  allowedAccountIds: ["222222222222"],
});
const subnetId = "subnet-0c0ffee0000000001";
const vpcId = "vpc-0c0ffee0000000001";
const kmsKeyId = "arn:aws:kms:eu-central-1:111111111111:key/1a2b3c4d-0000-4000-8000-000000000001";
const copies = "arn:aws:backup:eu-west-1:111111111111:backup-vault:comanaged-copies";
const offered = Object.fromEntries(backedUpTypes.map((type) => [type, true]));
const group = new ec2.SecurityGroup("group", { vpcId }, { provider });

const role = new iam.Role(
  "role",
  {
    assumeRolePolicy: trustIn("ec2.amazonaws.com"),
    managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"],
  },
  { provider },
);
const profile = new iam.InstanceProfile("profile", { role: role.name }, { provider });

new ec2.Instance(
  "raw",
  {
    ...{ ami: "ami-0a1b2c3d4e5f60012", instanceType: "m7i.large", subnetId },
    vpcSecurityGroupIds: [group.id],
    iamInstanceProfile: profile.name,
    associatePublicIpAddress: false,
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required" },
    rootBlockDevice: { volumeSize: 40, encrypted: true, kmsKeyId },
    tags: {
      ...{ Owner: "chemistry", Service: "lims", Environment: "test", CostCenter: "4711-20" },
      ...{ PatchGroup: "test", BackupClass: "standard" },
      // Only the update knows the id that the platform gives, and so what this would be.
      DataLevel: level === "unknown" ? group.id : level,
    },
  },
  { provider },
);

const window = new ssm.MaintenanceWindow(
  "window",
  {
    ...{ schedule: "cron(0 3 ? * TUE *)", scheduleTimezone: "Europe/Berlin" },
    duration: 3,
    cutoff: 1,
    tags: { Owner: "chemistry", PatchGroup: "test" },
  },
  { provider },
);
const target = new ssm.MaintenanceWindowTarget(
  "target",
  {
    ...{ windowId: window.id, resourceType: "INSTANCE" },
    targets: [
      { key: "tag:PatchGroup", values: ["test"] },
      { key: "tag:Owner", values: ["chemistry"] },
    ],
  },
  { provider },
);
new ssm.MaintenanceWindowTask(
  "task",
  {
    ...{ windowId: window.id, taskType: "RUN_COMMAND", taskArn: "AWS-RunPatchBaseline" },
    ...{ priority: 1, maxConcurrency: "1", maxErrors: "1", cutoffBehavior: "CANCEL_TASK" },
    targets: [{ key: "WindowTargetIds", values: [target.id] }],
    taskInvocationParameters: {
      runCommandParameters: { parameters: [{ name: "Operation", values: ["Install"] }] },
    },
  },
  { provider },
);
const baseline = new ssm.PatchBaseline(
  "baseline",
  {
    operatingSystem: "DEBIAN",
    approvalRules: [{ approveAfterDays: 0, patchFilters: [{ key: "PRIORITY", values: ["*"] }] }],
  },
  { provider },
);
new ssm.PatchGroup("patch-group", { patchGroup: "test", baselineId: baseline.id }, { provider });

new backup.RegionSettings("region", { resourceTypeOptInPreference: offered }, { provider });
const key = new kms.Key("key", { enableKeyRotation: true }, { provider });
const vault = new backup.Vault("vault", { name: "raw", kmsKeyArn: key.arn }, { provider });
new backup.VaultPolicy(
  "vault-policy",
  {
    backupVaultName: vault.name,
    policy: JSON.stringify({
      Version: "2012-10-17",
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
  { provider },
);
const plan = new backup.Plan(
  "plan",
  {
    rules: [
      {
        ...{ ruleName: "daily", targetVaultName: "raw", schedule: "cron(0 1 * * ? *)" },
        lifecycle: { deleteAfter: 30 },
        copyActions: [{ destinationVaultArn: copies }],
      },
    ],
  },
  { provider, dependsOn: vault },
);
const backupRole = new iam.Role(
  "backup-role",
  {
    assumeRolePolicy: trustIn("backup.amazonaws.com"),
    managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"],
  },
  { provider },
);
new backup.Selection(
  "selection",
  {
    ...{ planId: plan.id, iamRoleArn: backupRole.arn, resources: ["arn:aws:ec2:*:*:instance/*"] },
    conditions: [
      {
        stringEquals: [
          { key: "aws:ResourceTag/BackupClass", value: "standard" },
          { key: "aws:ResourceTag/Owner", value: "chemistry" },
        ],
      },
    ],
  },
  { provider },
);

/** The trust of a role that a service takes. */
function trustIn(service: string): string {
  const statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}
