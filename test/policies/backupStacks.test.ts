import assert from "node:assert/strict";
import { azureVaultPath } from "../../policies/backup/azureVaultPath.js";
import { backupJobs } from "../../policies/backup/backupJobs.js";
import { restoredServers } from "../../policies/backup/restoredServers.js";
import { vaultEnds } from "../../policies/backup/vaultEnds.js";
import type { StackRule } from "../../policies/framework/graph.js";
import { unknown } from "./support/cases.js";
import { judgeStack, type Piece } from "./support/stack.js";
import { verdictOf } from "./support/verdict.js";

type Change = readonly [name: string, properties: Piece["properties"] | "removed"];

/** The passing example of a rule with some properties of one resource replaced, or without it. */
function changed(rule: StackRule, [name, properties]: Change): readonly Piece[] {
  const pieces: readonly Piece[] = rule.examples.pass[0]?.resources ?? [];
  assert.ok(pieces.some((piece) => piece.name === name));
  return properties === "removed"
    ? pieces.filter((piece) => piece.name !== name)
    : pieces.map((piece) =>
        piece.name === name
          ? { ...piece, properties: { ...piece.properties, ...properties } }
          : piece,
      );
}

const conditions = (kind: string, key: string, value: unknown) => ({
  protectedResourceConditions: { [kind]: [{ key: `aws:ResourceTag/${key}`, value }] },
});
const vaults = (...includeVaults: readonly unknown[]) => ({
  recoveryPointSelection: { includeVaults },
});
const vaultArn = "arn:aws:backup:eu-central-1:111111111111:backup-vault";

type Row = readonly [expected: "pass" | "fail" | "undetermined", ...Change];

const restores: readonly Row[] = [
  ["fail", "restored", "removed"],
  ["fail", "restored", { restoreTestingPlanName: "other" }],
  ["undetermined", "restored", { restoreTestingPlanName: unknown }],
  ["fail", "restored", { protectedResourceType: "EBS" }],
  ["undetermined", "restored", { protectedResourceType: unknown }],
  ["fail", "restored", { protectedResourceArns: [] }],
  ["fail", "restored", { protectedResourceArns: undefined }],
  ["fail", "restored", { protectedResourceArns: "*" }],
  ["undetermined", "restored", { protectedResourceArns: [unknown] }],
  ["pass", "restored", { protectedResourceConditions: undefined }],
  ["fail", "restored", conditions("stringEquals", "Owner", "chemistry")],
  ["fail", "restored", conditions("stringEquals", "owner", "library")],
  ["undetermined", "restored", conditions("stringEquals", "Owner", unknown)],
  ["fail", "restored", conditions("stringNotEquals", "BackupClass", "standard")],
  ["pass", "restored", conditions("stringNotEquals", "BackupClass", "gold")],
  ["undetermined", "restored", conditions("stringNotEquals", "BackupClass", unknown)],
  ["undetermined", "restored", { protectedResourceConditions: unknown }],
  ["fail", "restored", { iamRoleArn: "arn:aws:iam::111111111111:role/other" }],
  ["undetermined", "restored", { iamRoleArn: unknown }],
  ["fail", "right-to-restore", "removed"],
  ["undetermined", "right-to-restore", { policyArn: unknown }],
  ["pass", "restore-test", vaults("*")],
  ["fail", "restore-test", vaults(`${vaultArn}:other`)],
  ["fail", "restore-test", vaults()],
  ["undetermined", "restore-test", vaults(unknown)],
  ["undetermined", "restore-test", { recoveryPointSelection: unknown }],
  [
    "fail",
    "restore-test",
    {
      recoveryPointSelection: {
        includeVaults: ["*"],
        excludeVaults: [`${vaultArn}:library-standard`],
      },
    },
  ],
  ["fail", "web-1", { tags: { Owner: "chemistry", BackupClass: "standard" } }],
  ["undetermined", "web-1", { tags: unknown }],
  ["pass", "web-1", "removed"],
];

const keeps: readonly Row[] = [
  ["fail", "policy", "removed"],
  ["fail", "policy", { backupVaultName: "other" }],
  ["undetermined", "policy", { backupVaultName: unknown }],
  ["undetermined", "policy", { policy: unknown }],
  ["fail", "policy", { policy: 7 }],
  ["fail", "policy", { policy: "{" }],
  ["fail", "vault", { name: undefined }],
  ["undetermined", "vault", { name: unknown }],
  ["pass", "vault", "removed"],
];

const azure: readonly Row[] = [
  ["fail", "item", "removed"],
  ["fail", "item", { properties: {} }],
  ["fail", "item", { vaultName: "other" }],
  ["undetermined", "item", { vaultName: unknown }],
  ["undetermined", "item", { properties: unknown }],
  ["fail", "policy", "removed"],
  ["fail", "policy", { policyName: "other" }],
  ["fail", "policy", { properties: 7 }],
  ["undetermined", "policy", { properties: unknown }],
  ["fail", "vault", "removed"],
  ["fail", "vault", { location: "westeurope" }],
  ["pass", "vault", { location: "Germany West Central" }],
  ["fail", "vault", { properties: {} }],
  ["undetermined", "vault", { properties: unknown }],
  ["fail", "web-1", { tags: {} }],
  ["fail", "web-1", { tags: 7 }],
  ["fail", "web-1", { location: "westeurope" }],
  ["undetermined", "web-1", { tags: unknown }],
  ["pass", "web-1", "removed"],
];

const jobs: readonly Row[] = [
  ["fail", "db-1", { name: "db-2" }],
  ["fail", "db-1", { extraConfig: {} }],
  ["fail", "db-1", { extraConfig: 7 }],
  ["undetermined", "db-1", { extraConfig: unknown }],
  ["pass", "db-1", "removed"],
  ["fail", "gold", "removed"],
  ["fail", "gold", { create: "node --version" }],
  ["fail", "gold", { delete: undefined }],
  ["fail", "gold", { stdin: undefined }],
  ["fail", "gold", { stdin: '{"machines":[]}\n' }],
  ["fail", "gold", { stdin: '{"machines":[{"name":"db-1","objectId":""}]}\n' }],
  ["pass", "gold", { stdin: unknown }],
];

const tables: readonly (readonly [StackRule, readonly Row[]])[] = [
  [restoredServers, restores],
  [vaultEnds, keeps],
  [azureVaultPath, azure],
  [backupJobs, jobs],
];

describe("What backups need of a whole stack", () => {
  for (const [rule, rows] of tables) {
    for (const [expected, ...change] of rows) {
      it(`${rule.rule.id}: ${JSON.stringify(change)} → ${expected}`, () => {
        assert.equal(verdictOf(judgeStack(rule, changed(rule, change))), expected);
      });
    }
  }

  it("names the servers that are never restored, and the edge that is cut", () => {
    const messages = ([name, properties]: Change) =>
      judgeStack(restoredServers, changed(restoredServers, [name, properties])).map(
        ({ message }) => message,
      );
    assert.deepEqual(messages(["restored", { protectedResourceType: "RDS" }]), [
      "It never restores web-1",
    ]);
    assert.deepEqual(messages(["restored", "removed"]), ["No selection says what it restores"]);
  });
});
