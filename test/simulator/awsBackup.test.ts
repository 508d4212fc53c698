import * as assert from "node:assert/strict";
import { causeDrift } from "../../simulator/core/control.js";
import { type JsonObject, textAt } from "../../simulator/core/json.js";
import type { Client } from "./client.js";
import { restoreTestingPlan, tokens } from "./samples.js";
import { Bench, refusal } from "./support.js";

const trustOf = (service: string) =>
  JSON.stringify({
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });

const rule = (changes: JsonObject = {}): JsonObject => ({
  ruleName: "every",
  targetVaultName: "gold",
  schedule: "cron(0 1,9,17 ? * * *)",
  scheduleExpressionTimezone: "UTC",
  startWindow: 60,
  completionWindow: 180,
  lifecycle: { deleteAfter: 30 },
  ...changes,
});

describe("simulated AWS Backup", () => {
  const bench = new Bench();
  let client: Client;
  const drift = (kind: string, id: string, set: JsonObject) =>
    causeDrift(bench.port, { kind, id, set });
  before(async () => {
    await bench.start();
    client = await bench.aws();
    await client.create(tokens.backupVault, { name: "gold" });
  });
  after(() => bench.end());

  it("has each vault once, and refuses what names none", async () => {
    const again = client.create(tokens.backupVault, { name: "gold" });
    assert.match(await refusal(again), /AlreadyExistsException/);
    for (const name of ["g", "gold.vault", "x".repeat(51)]) {
      const { failures } = await client.check(tokens.backupVault, { name });
      assert.equal(failures.length, 1, name);
    }
    const lock = client.create(tokens.backupVaultLock, { backupVaultName: "silver" });
    assert.match(await refusal(lock), /AccessDeniedException: Insufficient privileges/);
    const asked = client.invoke("aws:backup/getVault:getVault", { name: "silver" });
    assert.match(await refusal(asked), /AccessDeniedException/);
    const plan = { name: "silver", rules: [rule({ targetVaultName: "silver" })] };
    assert.match(await refusal(client.create(tokens.backupPlan, plan)), /backup vault silver/);
  });

  it("refuses rules that AWS Backup would not run", async () => {
    const cases: [JsonObject, RegExp][] = [
      [{ schedule: "cron(0 1 * * * *)" }, /cron expression is not valid/],
      [{ scheduleExpressionTimezone: "Europe/Berlni" }, /Invalid timezone/],
      [{ startWindow: 59 }, /at least 60 minutes/],
      [{ completionWindow: 60 }, /longer than the start window/],
      [{ lifecycle: { coldStorageAfter: 30, deleteAfter: 119 } }, /90 days apart/],
      [
        {
          copyActions: [
            { destinationVaultArn: "arn:aws:backup:eu-west-1:111111111111:backup-vault:x" },
          ],
        },
        /Destination backup vault .* does not exist/,
      ],
    ];
    for (const [change, reason] of cases) {
      const work = client.create(tokens.backupPlan, { name: "odd", rules: [rule(change)] });
      assert.match(await refusal(work), reason, JSON.stringify(change));
    }
    const twins = { name: "odd", rules: [rule(), rule()] };
    assert.equal((await client.check(tokens.backupPlan, twins)).failures.length, 1);
  });

  it("selects only as a role that AWS Backup may take, and keeps a plan while it selects", async () => {
    const plan = await client.create(tokens.backupPlan, { name: "gold", rules: [rule()] });
    const twin = client.create(tokens.backupPlan, { name: "gold", rules: [rule()] });
    assert.match(await refusal(twin), /AlreadyExistsException/);
    const role = await client.create(tokens.iamRole, {
      name: "backups",
      assumeRolePolicy: trustOf("backup.amazonaws.com"),
    });
    const other = await client.create(tokens.iamRole, {
      name: "servers",
      assumeRolePolicy: trustOf("ec2.amazonaws.com"),
    });
    const selection = (iamRoleArn: string): JsonObject => ({
      name: "servers",
      planId: plan.id,
      iamRoleArn,
      resources: ["arn:aws:ec2:*:*:instance/*"],
    });
    const missing = client.create(
      tokens.backupSelection,
      selection("arn:aws:iam::111111111111:role/nobody"),
    );
    assert.match(await refusal(missing), /does not exist/);
    const foreign = client.create(
      tokens.backupSelection,
      selection(textAt(other.properties.value, "arn") ?? ""),
    );
    assert.match(await refusal(foreign), /cannot be assumed by AWS Backup/);
    const made = await client.create(
      tokens.backupSelection,
      selection(textAt(role.properties.value, "arn") ?? ""),
    );
    assert.match(
      await refusal(client.delete(tokens.backupPlan, plan)),
      /selections must be deleted/,
    );
    const found = await client.read(tokens.backupSelection, { id: `${plan.id}|${made.id}` });
    assert.equal(found.id, made.id);
    await client.delete(tokens.backupSelection, made);
    await client.delete(tokens.backupPlan, plan);
  });

  it("lets a lock be changed until it closes, and never again", async () => {
    await client.create(tokens.backupVault, { name: "safe" });
    const lock = { backupVaultName: "safe", minRetentionDays: 7, maxRetentionDays: 400 };
    const odd = await client.check(tokens.backupVaultLock, { ...lock, minRetentionDays: 500 });
    assert.equal(odd.failures.length, 1);
    const hasty = await client.check(tokens.backupVaultLock, { ...lock, changeableForDays: 2 });
    assert.equal(hasty.failures.length, 1);
    await client.delete(tokens.backupVaultLock, await client.create(tokens.backupVaultLock, lock));
    await client.create(tokens.backupVaultLock, lock);
    const closing = await client.create(tokens.backupVaultLock, { ...lock, changeableForDays: 3 });
    await client.create(tokens.backupVaultLock, { ...lock, changeableForDays: 4 });
    await drift(tokens.backupVaultLock, "safe", { lockDate: "2026-01-01T00:00:00.000Z" });
    assert.match(await refusal(client.delete(tokens.backupVaultLock, closing)), /immutable/);
    assert.match(await refusal(client.create(tokens.backupVaultLock, lock)), /immutable/);
  });

  it("keeps a vault that holds backups", async () => {
    const vault = await client.create(tokens.backupVault, { name: "full" });
    await drift(tokens.backupVault, "full", { recoveryPoints: 3 });
    const gone = client.delete(tokens.backupVault, vault);
    assert.match(await refusal(gone), /contains recovery points/);
  });

  it("tests restores of plans that exist, each selection once", async () => {
    const plan = await client.create(tokens.restoreTestingPlan, restoreTestingPlan);
    const role = await client.create(tokens.iamRole, {
      name: "restores",
      assumeRolePolicy: trustOf("backup.amazonaws.com"),
    });
    const selection = (name: string): JsonObject => ({
      name: "servers",
      restoreTestingPlanName: name,
      iamRoleArn: textAt(role.properties.value, "arn") ?? "",
      protectedResourceType: "EC2",
      protectedResourceArns: ["*"],
    });
    const nowhere = client.create(tokens.restoreTestingSelection, selection("nothing"));
    assert.match(await refusal(nowhere), /Restore testing plan nothing does not exist/);
    await client.create(tokens.restoreTestingSelection, selection(plan.id));
    const twin = client.create(tokens.restoreTestingSelection, selection(plan.id));
    assert.match(await refusal(twin), /already exists/);
    assert.match(
      await refusal(client.delete(tokens.restoreTestingPlan, plan)),
      /before their plan/,
    );
  });
});
