import assert from "node:assert/strict";
import { AwsBackupSource } from "../../cli/backups/awsSource.js";
import { startInstance } from "./aws/instances.js";
import { AwsPeer } from "./aws/peer.js";

/** The account that moto plays. */
const account = "123456789012";
const at = (text: string): number => Date.parse(text) / 1000;
const vault = "arn:aws:backup:eu-west-1:111111111111:backup-vault:comanaged-copies";
const point = (name: string) => `arn:aws:ec2:eu-central-1::image/${name}`;
const testPlan = "arn:aws:backup:eu-central-1:123456789012:restore-testing-plan:chemistry_gold";

describe("the backups of servers on AWS, against botocore's model", function () {
  this.timeout(120_000);
  let peer: AwsPeer;
  const before_ = { ...process.env };

  before(async () => {
    peer = await AwsPeer.start();
    Object.assign(process.env, peer.environment);
  });
  after(async () => {
    for (const name of Object.keys(peer.environment)) {
      const old = before_[name];
      if (old === undefined) {
        delete process.env[name];
      } else {
        process.env[name] = old;
      }
    }
    await peer.end();
  });

  const read = async (name: string) => {
    const places = { elsewhere: vault };
    const scope = { account, region: "eu-central-1", owner: "chemistry", places };
    return (await new AwsBackupSource(scope).read([name])).get(name);
  };

  it("are read over pages, with failures, copies and restore tests", async () => {
    await peer.reset();
    const id = await startInstance(peer.url, { name: "web", owner: "chemistry", group: "test" });
    const ResourceArn = `arn:aws:ec2:eu-central-1:${account}:instance/${id}`;
    const other = `arn:aws:ec2:eu-central-1:${account}:instance/i-0`;
    const made = (name: string, when: string, changes: object = {}) => ({
      ...{ ResourceArn, RecoveryPointArn: point(name), CreationDate: at(when) },
      ...{ Status: "COMPLETED", ...changes },
    });
    const copied = (name: string, changes: object = {}) => ({
      ...{ ResourceArn, SourceRecoveryPointArn: point(name), State: "COMPLETED" },
      ...{ DestinationBackupVaultArn: vault, CreationDate: at("2026-11-21T09:00:00Z") },
      ...changes,
    });
    const tested = (changes: object) => ({
      ...{ SourceResourceArn: ResourceArn, Status: "COMPLETED" },
      ...{ CreationDate: at("2026-10-18T10:00:00Z"), CompletionDate: at("2026-10-18T10:41:10Z") },
      ...{ CreatedBy: { RestoreTestingPlanArn: testPlan }, ...changes },
    });
    await peer.answer({
      pageSize: 1,
      failures: { ListBackupJobs: { code: "ThrottlingException", times: 1 } },
      answers: {
        ListRecoveryPointsByResource: [
          made("one", "2026-11-19T00:05:00Z"),
          made("three", "2026-11-21T00:05:00Z"),
          made("two", "2026-11-20T00:05:00Z"),
          made("part", "2026-11-21T08:05:00Z", { Status: "PARTIAL" }),
          made("other", "2026-11-21T09:05:00Z", { ResourceArn: other }),
        ],
        ListBackupJobs: [
          { ResourceArn, State: "FAILED", CreationDate: at("2026-11-21T08:00:00Z") },
          { ResourceArn, State: "COMPLETED", CreationDate: at("2026-11-21T00:00:00Z") },
        ],
        ListCopyJobs: [
          copied("one"),
          copied("two"),
          copied("three", { State: "RUNNING" }),
          copied("three", { DestinationBackupVaultArn: `${vault}-2` }),
        ],
        ListRestoreJobsByProtectedResource: [
          tested({ CompletionDate: at("2026-07-19T11:00:00Z"), Status: "FAILED" }),
          tested({}),
          tested({ CompletionDate: at("2026-11-20T11:00:00Z"), CreatedBy: {} }),
        ],
      },
    });
    const state = await read("web");
    assert.ok(state?.kind === "known");
    assert.equal(state.lastGood?.toString(), "2026-11-21T00:05:00Z");
    assert.deepEqual(
      state.failures.map(({ at: when, reason }) => [when.toString(), reason]),
      [["2026-11-21T08:00:00Z", "ended FAILED"]],
    );
    assert.equal(state.copies?.get("elsewhere")?.toString(), "2026-11-20T00:05:00Z");
    assert.deepEqual([state.restore?.passed, state.restore?.minutes], [true, 42]);
  });

  it("are not known of servers that are not there or there twice", async () => {
    await peer.reset();
    assert.equal((await read("web"))?.kind, "undetermined");
    for (const group of ["test", "production"]) {
      await startInstance(peer.url, { name: "web", owner: "chemistry", group });
    }
    assert.equal((await read("web"))?.kind, "undetermined");
  });
});
