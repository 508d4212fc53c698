import * as assert from "node:assert/strict";
import type { JsonObject } from "../../simulator/core/json.js";
import type { Client, Known } from "./client.js";
import { Bench, refusal } from "./support.js";

const account = "222222222222";
const bucket = "logs-222222222222";
const vpcId = "vpc-0c0ffee0000000001";

const letting = (...services: readonly string[]): string =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Principal: { Service: services } }] });

const everybody = letting(
  "cloudtrail.amazonaws.com",
  "config.amazonaws.com",
  "delivery.logs.amazonaws.com",
);

describe("a simulated account", () => {
  const bench = new Bench();
  let client: Client;

  const make = async (type: string, inputs: JsonObject): Promise<Known> => {
    const { inputs: full, failures } = await client.check(type, inputs);
    assert.deepEqual(failures, []);
    return client.create(type, full.value);
  };
  const refused = async (type: string, inputs: JsonObject, reason: RegExp) =>
    assert.match(await refusal(make(type, inputs)), reason);

  before(async () => {
    await bench.start();
    client = await bench.aws(account);
  });
  after(() => bench.end());

  it("records only with a role, a recorder, an open bucket and a channel, in that order", async () => {
    const roleArn = `arn:aws:iam::${account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;
    const recorder = "aws:cfg/recorder:Recorder";
    const channel = "aws:cfg/deliveryChannel:DeliveryChannel";
    const status = "aws:cfg/recorderStatus:RecorderStatus";
    await refused(recorder, { roleArn }, /InvalidRoleException/);
    const linked = { awsServiceName: "config.amazonaws.com" };
    await make("aws:iam/serviceLinkedRole:ServiceLinkedRole", linked);
    await refused("aws:iam/serviceLinkedRole:ServiceLinkedRole", linked, /has been taken/);
    await refused(channel, { s3BucketName: bucket }, /NoAvailableConfigurationRecorder/);
    const first = await make(recorder, { roleArn });
    await refused(recorder, { roleArn, name: "other" }, /MaxNumberOfConfigurationRecorders/);
    await refused(status, { name: "default", isEnabled: true }, /NoAvailableDeliveryChannel/);
    await refused(channel, { s3BucketName: bucket }, /NoSuchBucket/);
    await make("aws:s3/bucket:Bucket", { bucket });
    await refused(channel, { s3BucketName: bucket }, /InsufficientDeliveryPolicy/);
    await make("aws:s3/bucketPolicy:BucketPolicy", { bucket, policy: everybody });
    await make(channel, { s3BucketName: bucket });
    await refused(channel, { s3BucketName: bucket, name: "other" }, /MaxNumberOfDeliveryChannels/);
    await refused("aws:securityhub/account:Account", {}, /Config is not enabled/);
    await make(status, { name: "default", isEnabled: true });
    assert.equal((await make(recorder, { roleArn })).id, first.id);
    assert.equal(bench.count(recorder), 1);
  });

  it("judges only where changes are recorded, by standards of the region", async () => {
    const hub = "aws:securityhub/account:Account";
    const standard = "aws:securityhub/standardsSubscription:StandardsSubscription";
    const standardsArn = "arn:aws:securityhub:eu-central-1::standards/nist-800-53/v/5.0.0";
    const asked = client.invoke("aws:securityhub/getEnabledStandards:getEnabledStandards", {});
    assert.match(await refusal(asked), /not subscribed to AWS Security Hub/);
    await refused(standard, { standardsArn }, /not subscribed/);
    await make(hub, { enableDefaultStandards: false });
    await refused(hub, {}, /already subscribed/);
    await make(standard, { standardsArn });
    const elsewhere = standardsArn.replace("eu-central-1", "eu-west-1");
    await refused(standard, { standardsArn: elsewhere }, /InvalidInput/);
  });

  it("keeps a trail only with a key and a bucket that let it in", async () => {
    const trail = "aws:cloudtrail/trail:Trail";
    const inputs = { name: "all", s3BucketName: bucket };
    await refused(trail, { ...inputs, s3BucketName: "nowhere" }, /S3BucketDoesNotExist/);
    await refused(trail, { ...inputs, kmsKeyId: "alias/none" }, /NotFoundException/);
    const closed = await make("aws:kms/key:Key", {});
    const kmsKeyId = closed.properties.value["arn"] ?? "";
    await refused(trail, { ...inputs, kmsKeyId }, /InsufficientEncryptionPolicy/);
    const open = await make("aws:kms/key:Key", { policy: everybody });
    await make(trail, { ...inputs, kmsKeyId: open.properties.value["arn"] ?? "" });
    await refused(trail, inputs, /TrailAlreadyExists/);
  });

  it("has one detector, one analyzer and one monitor of costs", async () => {
    const feature = { detectorId: "none", name: "S3_DATA_EVENTS", status: "ENABLED" };
    await refused("aws:guardduty/detectorFeature:DetectorFeature", feature, /not owned/);
    await make("aws:guardduty/detector:Detector", {});
    await refused("aws:guardduty/detector:Detector", {}, /already exists/);
    await make("aws:accessanalyzer/analyzer:Analyzer", { analyzerName: "console" });
    const own = { analyzerName: "own" };
    await refused("aws:accessanalyzer/analyzer:Analyzer", own, /ServiceQuotaExceeded/);
    const monitor = { monitorType: "DIMENSIONAL", monitorDimension: "SERVICE" };
    await make("aws:costexplorer/anomalyMonitor:AnomalyMonitor", monitor);
    await refused("aws:costexplorer/anomalyMonitor:AnomalyMonitor", monitor, /LimitExceeded/);
  });

  it("records a network once, and never lets go of its default group", async () => {
    const log = { vpcId, logDestinationType: "s3", logDestination: `arn:aws:s3:::${bucket}` };
    await refused("aws:ec2/flowLog:FlowLog", { ...log, vpcId: "vpc-0" }, /InvalidVpcID/);
    await make("aws:ec2/flowLog:FlowLog", { ...log, trafficType: "ALL" });
    await refused("aws:ec2/flowLog:FlowLog", { ...log, trafficType: "ALL" }, /AlreadyExists/);
    const group = await make("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", { vpcId });
    await client.delete("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", group);
    assert.equal(bench.count("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"), 1);
  });

  it("is weakened when a protection is deleted, as AWS's provider does it", async () => {
    const encryption = "aws:ebs/encryptionByDefault:EncryptionByDefault";
    const block = "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess";
    const images = "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess";
    for (const [type, inputs] of [
      [encryption, { enabled: true }],
      [block, { state: "block-all-sharing" }],
      [images, { state: "block-new-sharing" }],
    ] as const) {
      await client.delete(type, await make(type, inputs));
    }
    const left = (type: string) =>
      bench.world().objects.find(({ kind }) => kind === type)?.properties;
    assert.equal(left(encryption)?.["enabled"], false);
    assert.equal(left(block)?.["state"], "unblocked");
    assert.equal(left(images)?.["state"], "block-new-sharing");
  });

  it("knows nothing of regions that are off, and imports from those that are on", async () => {
    const { names } = await client.invoke("aws:index/getRegions:getRegions", {});
    assert.ok(Array.isArray(names) && names.length === 17 && !names.includes("eu-south-1"));
    const region = "eu-south-1";
    await refused("aws:guardduty/detector:Detector", { region }, /not enabled/);
    const there = await make("aws:guardduty/detector:Detector", { region: "us-east-1" });
    const read = await client.read("aws:guardduty/detector:Detector", {
      id: `${there.id}@us-east-1`,
    });
    assert.equal(read.id, there.id);
  });

  it("tells through Cloud Control what that service can read", async () => {
    const asked = (typeName: string, identifier: string) =>
      client.invoke("aws:cloudcontrol/getResource:getResource", { typeName, identifier });
    assert.equal((await asked("AWS::CloudTrail::Trail", "all"))["identifier"], "all");
    assert.match(await refusal(asked("AWS::CloudTrail::Trail", "none")), /was not found/);
    const recorder = asked("AWS::Config::ConfigurationRecorder", "default");
    assert.match(await refusal(recorder), /UnsupportedAction/);
  });
});

describe("a simulated organization", () => {
  const bench = new Bench();
  let client: Client;
  const policy = "aws:organizations/policy:Policy";
  const attachment = "aws:organizations/policyAttachment:PolicyAttachment";
  const content = JSON.stringify({ Statement: [] });

  before(async () => {
    await bench.start();
    client = await bench.aws("111111111111");
  });
  after(() => bench.end());

  it("attaches only policies of types that are on, to what it has", async () => {
    const type = "RESOURCE_CONTROL_POLICY";
    const off = client.create(policy, { name: "a", content, type });
    assert.match(await refusal(off), /PolicyTypeNotAvailable/);
    const scp = { name: "a", content, type: "SERVICE_CONTROL_POLICY" };
    const made = await client.create(policy, scp);
    assert.match(await refusal(client.create(policy, scp)), /DuplicatePolicy/);
    const long = { ...scp, name: "b", content: JSON.stringify({ a: "x".repeat(5_120) }) };
    assert.match(await refusal(client.create(policy, long)), /longer than/);
    const stray = client.create(attachment, { policyId: made.id, targetId: "r-none" });
    assert.match(await refusal(stray), /TargetNotFound/);
    await client.create(attachment, { policyId: made.id, targetId: "r-exam" });
    assert.match(await refusal(client.delete(policy, made)), /PolicyInUse/);
  });

  it("delegates to another account than its own, once the service is trusted", async () => {
    const type = "aws:organizations/delegatedAdministrator:DelegatedAdministrator";
    const servicePrincipal = "config.amazonaws.com";
    const own = client.create(type, { accountId: "111111111111", servicePrincipal });
    assert.match(await refusal(own), /management account/);
    const other = client.create(type, { accountId: "222222222222", servicePrincipal });
    assert.match(await refusal(other), /trusted access/);
    const admin = "aws:guardduty/organizationAdminAccount:OrganizationAdminAccount";
    const early = client.create(admin, { adminAccountId: "222222222222", region: "eu-west-1" });
    assert.match(await refusal(early), /trusted access/);
  });

  it("tells who looks after a service, whatever the region", async () => {
    const organization = "aws:organizations/organization:Organization";
    const found = await client.read(organization, { id: "o-exampleuni1" });
    const awsServiceAccessPrincipals = ["guardduty.amazonaws.com"];
    await client.update(organization, found, {
      ...found.inputs.value,
      awsServiceAccessPrincipals,
    });
    const admin = "aws:guardduty/organizationAdminAccount:OrganizationAdminAccount";
    const given = { adminAccountId: "222222222222", region: "eu-west-1" };
    await client.create(admin, given);
    assert.match(await refusal(client.create(admin, given)), /already enabled/);
    const told = await client.invoke(
      "aws:organizations/getDelegatedAdministrators:getDelegatedAdministrators",
      { servicePrincipal: "guardduty.amazonaws.com" },
    );
    assert.match(JSON.stringify(told), /"id":"222222222222"/);
  });
});
