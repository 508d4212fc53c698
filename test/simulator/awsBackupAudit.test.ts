import * as assert from "node:assert/strict";
import { type JsonObject, textAt } from "../../simulator/core/json.js";
import type { Client } from "./client.js";
import { tokens } from "./samples.js";
import { Bench, refusal } from "./support.js";

const framework = "aws:backup/framework:Framework";
const report = "aws:backup/reportPlan:ReportPlan";

const encrypted = (tag: string): JsonObject => ({
  name: "BACKUP_RECOVERY_POINT_ENCRYPTED",
  scope: { tags: { BackupAudit: tag } },
});

describe("simulated AWS Backup Audit Manager", () => {
  const bench = new Bench();
  let client: Client;
  const frame = (name: string, ...controls: JsonObject[]) =>
    client.create(framework, { name, controls });
  const plan = (name: string, changes: JsonObject = {}, reportTemplate = "BACKUP_JOB_REPORT") =>
    client.create(report, {
      name,
      reportDeliveryChannel: { s3BucketName: "reports" },
      reportSetting: { reportTemplate, ...changes },
    });

  before(async () => {
    await bench.start();
    client = await bench.aws();
    await client.create(tokens.bucket, { bucket: "reports" });
  });
  after(() => bench.end());

  it("deploys no framework where AWS Config does not record", async () => {
    const text = await refusal(frame("early", encrypted("a")));
    assert.match(text, /\(early\) create: unexpected state 'FAILED', wanted target 'COMPLETED'/);
    await record(client);
    await frame("early", encrypted("a"));
    const told = await client.invoke("aws:backup/getFramework:getFramework", { name: "early" });
    assert.equal(told["deploymentStatus"], "COMPLETED");
  });

  it("has each name once, and no two frameworks that ask the same", async () => {
    assert.match(await refusal(frame("early", encrypted("b"))), /Framework early already exists/);
    assert.match(await refusal(frame("late", encrypted("a"))), /same controls and parameters/);
    const { failures } = await client.check(framework, { name: "a-b", controls: [] });
    assert.equal(failures.length, 1);
  });

  it("refuses controls, parameters and scopes that it does not know", async () => {
    const cases: [JsonObject, RegExp][] = [
      [{ name: "BACKUP_IS_FINE" }, /Invalid control name: BACKUP_IS_FINE/],
      [
        { ...encrypted("c"), inputParameters: [{ name: "requiredRetentionDays", value: "7" }] },
        /Invalid input parameter requiredRetentionDays/,
      ],
      [{ ...encrypted("c"), scope: { tags: { a: "1", b: "2" } } }, /one tag at most/],
    ];
    for (const [control, reason] of cases) {
      assert.match(await refusal(frame("odd", control)), reason);
    }
  });

  it("has room for 15 frameworks and 50 controls", async () => {
    const many = Array.from({ length: 50 }, (_, index) => encrypted(`m${index}`));
    assert.match(await refusal(frame("many", ...many)), /Maximum number of controls \(50\)/);
    for (let index = 2; index <= 15; index += 1) {
      await frame(`f${index}`, encrypted(`f${index}`));
    }
    assert.match(await refusal(frame("f16", encrypted("f16"))), /of frameworks \(15\) reached/);
  });

  it("reports into buckets that exist, and on frameworks only as to compliance", async () => {
    const text = await refusal(
      client.create(report, {
        name: "lost",
        reportDeliveryChannel: { s3BucketName: "nowhere" },
        reportSetting: { reportTemplate: "BACKUP_JOB_REPORT" },
      }),
    );
    assert.match(text, /S3 bucket nowhere does not exist/);
    const { arn } = await client.invoke("aws:backup/getFramework:getFramework", { name: "early" });
    const about = { frameworkArns: [textAt({ arn: arn ?? "" }, "arn") ?? ""] };
    assert.match(await refusal(plan("jobs", about)), /cannot be given for the report template/);
    const missing = plan("gone", { frameworkArns: ["arn:x"] }, "CONTROL_COMPLIANCE_REPORT");
    assert.match(await refusal(missing), /Framework arn:x does not exist/);
    await plan("controls", about, "CONTROL_COMPLIANCE_REPORT");
    const told = await client.invoke("aws:backup/getReportPlan:getReportPlan", {
      name: "controls",
    });
    assert.equal(told["name"], "controls");
    assert.match(await refusal(plan("controls")), /Report plan controls already exists/);
  });
});

/** Switches AWS Config on in the client's region. */
async function record(client: Client): Promise<void> {
  const trusted = (Action: string) =>
    JSON.stringify({
      Statement: [{ Effect: "Allow", Principal: { Service: "config.amazonaws.com" }, Action }],
    });
  const assumeRolePolicy = trusted("sts:AssumeRole");
  const role = await client.create(tokens.iamRole, { name: "config", assumeRolePolicy });
  const roleArn = textAt(role.properties.value, "arn") ?? "";
  await client.create("aws:cfg/recorder:Recorder", { name: "default", roleArn });
  const policy = trusted("s3:PutObject");
  await client.create("aws:s3/bucketPolicy:BucketPolicy", { bucket: "reports", policy });
  await client.create("aws:cfg/deliveryChannel:DeliveryChannel", {
    ...{ name: "default", s3BucketName: "reports" },
  });
  await client.create("aws:cfg/recorderStatus:RecorderStatus", {
    name: "default",
    isEnabled: true,
  });
}
