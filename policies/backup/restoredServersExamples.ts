import type { StackExamples } from "../framework/graph.js";
import { whole } from "./vaultPathExamples.js";

const test = {
  name: "restore-test",
  type: "aws:backup/restoreTestingPlan:RestoreTestingPlan",
  properties: {
    name: "library_standard",
    scheduleExpression: "cron(0 5 1 * ? *)",
    recoveryPointSelection: {
      algorithm: "LATEST_WITHIN_WINDOW",
      includeVaults: ["arn:aws:backup:eu-central-1:111111111111:backup-vault:library-standard"],
      recoveryPointTypes: ["SNAPSHOT"],
    },
  },
};

const selection = {
  name: "restored",
  type: "aws:backup/restoreTestingSelection:RestoreTestingSelection",
  properties: {
    restoreTestingPlanName: "library_standard",
    iamRoleArn: "arn:aws:iam::111111111111:role/backups",
    protectedResourceType: "EC2",
    protectedResourceArns: ["*"],
    protectedResourceConditions: {
      stringEquals: [{ key: "aws:ResourceTag/Owner", value: "library" }],
    },
  },
};

const right = {
  name: "right-to-restore",
  type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  properties: {
    role: "backups",
    policyArn: "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
  },
};

/** Restore tests that restore something, and some that do not. */
export const restoredServersExamples: StackExamples = {
  pass: [
    {
      title: "A restore test of the servers of one owner",
      resources: [...whole, right, test, selection],
    },
  ],
  fail: [
    { title: "A restore test without a selection", resources: [...whole, right, test] },
    {
      title: "A restore test of databases",
      resources: [
        ...[...whole, right, test],
        { ...selection, properties: { ...selection.properties, protectedResourceType: "RDS" } },
      ],
    },
  ],
};
