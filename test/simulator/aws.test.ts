import * as assert from "node:assert/strict";
import { type JsonObject, objectAt } from "../../simulator/core/json.js";
import { unknownValue } from "../../simulator/core/wire.js";
import { serversOf } from "../../simulator/inspect.js";
import type { Client, Known } from "./client.js";
import { instance, tokens, volume, vpcId } from "./samples.js";
import { Bench, refusal } from "./support.js";

describe("simulated AWS", () => {
  const bench = new Bench();
  let chemistry: Client;
  let library: Client;
  let management: Client;
  before(async () => {
    await bench.start();
    chemistry = await bench.aws("222222222222");
    library = await bench.aws("333333333333");
    management = await bench.aws("111111111111");
  });
  after(() => bench.end());

  it("makes an instance twice when it is asked twice, each with its own disk and address", async () => {
    const servers = serversOf(bench.world()).length;
    const volumes = bench.count(tokens.volume);
    const one = await chemistry.create(tokens.instance, instance);
    const two = await chemistry.create(tokens.instance, instance);
    assert.equal(serversOf(bench.world()).length, servers + 2);
    assert.equal(bench.count(tokens.volume), volumes + 2);
    assert.notEqual(one.properties.value["privateIp"], two.properties.value["privateIp"]);
    const privateIp = one.properties.value["privateIp"] ?? "";
    const taken = chemistry.create(tokens.instance, { ...instance, privateIp });
    assert.match(await refusal(taken), /InvalidIPAddress.InUse/);
    assert.match(one.id, /^i-[0-9a-f]{17}$/);
  });

  it("refuses to start what points at nothing", async () => {
    const cases: [JsonObject, RegExp][] = [
      [{ subnetId: "subnet-0c0ffee0000000002" }, /InvalidSubnetID.NotFound/],
      [{ ami: "ami-00000000000000000" }, /InvalidAMIID.NotFound/],
      [{ vpcSecurityGroupIds: ["sg-0c0ffee0000000002"] }, /InvalidGroup.NotFound/],
      [{ iamInstanceProfile: "nobody" }, /Invalid IAM Instance Profile/],
      [{ keyName: "mine" }, /InvalidKeyPair.NotFound/],
      [{ rootBlockDevice: { volumeSize: 5 } }, /InvalidBlockDeviceMapping/],
      [{ rootBlockDevice: { volumeSize: 50, volumeType: "io2" } }, /MissingParameter/],
      [{ rootBlockDevice: { encrypted: true, kmsKeyId: "no-such-key" } }, /NotFoundException/],
      [{ privateIp: "10.1.1.1" }, /does not fall within/],
    ];
    const before = bench.world();
    for (const [change, reason] of cases) {
      const work = chemistry.create(tokens.instance, { ...instance, ...change });
      assert.match(await refusal(work), reason);
    }
    assert.deepEqual(bench.world(), before);
  });

  it("says at the check which types and values are wrong, and where", async () => {
    const { failures } = await chemistry.check(tokens.instance, {
      ...instance,
      instanceType: "t9.huge",
      rootBlockDevice: { volumeType: "gp9", volumeSize: "big", speed: 1 },
      metadataOptions: { httpTokens: "maybe" },
      vpcSecurityGroupIds: ["sg-1", 2],
    });
    assert.deepEqual(failures.map(({ property }) => property).sort(), [
      "instanceType",
      "metadataOptions.httpTokens",
      "rootBlockDevice.speed",
      "rootBlockDevice.volumeSize",
      "rootBlockDevice.volumeType",
      "vpcSecurityGroupIds[1]",
    ]);
    const missing = await chemistry.check(tokens.volume, { size: 1 });
    assert.deepEqual(
      missing.failures.map(({ property }) => property),
      ["availabilityZone"],
    );
  });

  it("replaces, changes in place and restarts as EC2 does", async () => {
    const made = await chemistry.create(tokens.instance, instance);
    const bigger = {
      ...instance,
      instanceType: "m7i.large",
      rootBlockDevice: { volumeSize: 60, volumeType: "gp3", encrypted: true },
    };
    const change = await chemistry.diff(tokens.instance, made, bigger);
    assert.deepEqual(change.detailed, { instanceType: 4, "rootBlockDevice.volumeSize": 4 });
    assert.deepEqual(change.replacesList, []);
    const updated = await chemistry.update(tokens.instance, made, bigger);
    const seen = bench.world();
    const history = seen.objects.find(({ id }) => id === made.id)?.history ?? [];
    assert.deepEqual(
      history.map(({ what, detail }) => [what, detail]),
      [
        ["created", undefined],
        ["updated", undefined],
        ["reboot", "instanceType"],
      ],
    );
    const { volumeId } = objectAt(updated.properties.value, "rootBlockDevice");
    const disk = seen.objects.find(({ id }) => id === volumeId);
    assert.equal(disk?.properties["size"], 60);
    assert.match(await refusal(chemistry.update(tokens.instance, updated, instance)), /smaller/);
    for (const key of ["ami", "subnetId", "keyName"]) {
      const other = await chemistry.diff(tokens.instance, made, { ...instance, [key]: "x" });
      assert.deepEqual(other.replacesList, [key]);
    }
    const encryption = async (encrypted?: boolean) => {
      const disk = {
        volumeSize: 30,
        volumeType: "gp3",
        ...(encrypted !== undefined && { encrypted }),
      };
      const news = { ...instance, rootBlockDevice: disk };
      return (await chemistry.diff(tokens.instance, made, news)).detailed;
    };
    assert.deepEqual(await encryption(false), { "rootBlockDevice.encrypted": 5 });
    assert.deepEqual(await encryption(), {});
  });

  it("protects what is protected, and what is in use", async () => {
    const group = await chemistry.create(tokens.securityGroup, { name: "in-use", vpcId });
    const held = { ...instance, vpcSecurityGroupIds: [group.id], disableApiTermination: true };
    const server = await chemistry.create(tokens.instance, held);
    const disk = await chemistry.create(tokens.volume, volume);
    const attached = { instanceId: server.id, volumeId: disk.id, deviceName: "/dev/sdf" };
    const attachment = await chemistry.create(tokens.attachment, attached);
    assert.match(await refusal(chemistry.delete(tokens.instance, server)), /OperationNotPermitted/);
    assert.match(
      await refusal(chemistry.delete(tokens.securityGroup, group)),
      /DependencyViolation/,
    );
    assert.match(await refusal(chemistry.delete(tokens.volume, disk)), /VolumeInUse/);
    await chemistry.delete(tokens.attachment, attachment);
    await chemistry.delete(tokens.volume, disk);
    const freed = await chemistry.update(tokens.instance, server, {
      ...held,
      disableApiTermination: false,
    });
    await chemistry.delete(tokens.instance, freed);
    await chemistry.delete(tokens.securityGroup, group);
  });

  it("attaches a volume once, at a free device, in the same zone", async () => {
    const server = await chemistry.create(tokens.instance, instance);
    const far = await chemistry.create(tokens.volume, {
      ...volume,
      availabilityZone: "eu-central-1b",
    });
    const near = await chemistry.create(tokens.volume, volume);
    const other = await chemistry.create(tokens.volume, volume);
    const at = (volumeId: string, deviceName = "/dev/sdf") =>
      chemistry.create(tokens.attachment, { instanceId: server.id, volumeId, deviceName });
    assert.match(await refusal(at(far.id)), /InvalidVolume.ZoneMismatch/);
    const attached = await at(near.id);
    assert.equal((await at(near.id)).id, attached.id);
    const imported = { id: `/dev/sdf:${near.id}:${server.id}` };
    assert.equal((await chemistry.read(tokens.attachment, imported)).id, attached.id);
    assert.match(await refusal(at(near.id, "/dev/sdg")), /VolumeInUse/);
    assert.match(await refusal(at(other.id)), /already in use/);
    assert.match(await refusal(at("vol-0")), /InvalidVolume.NotFound/);
  });

  it("changes volumes in place, never to a smaller size", async () => {
    const made = await chemistry.create(tokens.volume, volume);
    const grown = { ...volume, size: 200, throughput: 500 };
    assert.deepEqual((await chemistry.diff(tokens.volume, made, grown)).replacesList, []);
    const updated = await chemistry.update(tokens.volume, made, grown);
    assert.equal(updated.properties.value["throughput"], 500);
    assert.match(await refusal(chemistry.update(tokens.volume, updated, volume)), /smaller/);
    const plain = await chemistry.diff(tokens.volume, made, { ...volume, encrypted: false });
    assert.deepEqual(plain.replacesList, ["encrypted"]);
    const slow = { ...volume, throughput: 9000 };
    assert.match(await refusal(chemistry.create(tokens.volume, slow)), /Throughput/);
    assert.match(await refusal(chemistry.create(tokens.volume, { ...volume, type: "st1" })), /125/);
  });

  it("knows a name once where AWS knows it once", async () => {
    const group = { name: "unique", vpcId };
    await chemistry.create(tokens.securityGroup, group);
    assert.match(
      await refusal(chemistry.create(tokens.securityGroup, group)),
      /InvalidGroup.Duplicate/,
    );
    const key = await chemistry.create(tokens.key, {});
    const alias = { name: "alias/one", targetKeyId: key.id };
    await chemistry.create(tokens.alias, alias);
    assert.match(await refusal(chemistry.create(tokens.alias, alias)), /AlreadyExistsException/);
    await library.create(tokens.bucket, { bucket: "only-one" });
    const taken = chemistry.create(tokens.bucket, { bucket: "only-one" });
    assert.match(await refusal(taken), /BucketAlreadyExists/);
  });

  it("keeps each rule of a group once", async () => {
    const group = await chemistry.create(tokens.securityGroup, { name: "rules", vpcId });
    const rule = { securityGroupId: group.id, ipProtocol: "tcp", fromPort: 443, toPort: 443 };
    const open = { ...rule, cidrIpv4: "10.0.0.0/8" };
    await chemistry.create(tokens.ingressRule, open);
    const twin = chemistry.create(tokens.ingressRule, open);
    assert.match(await refusal(twin), /InvalidPermission.Duplicate/);
    const { failures } = await chemistry.check(tokens.ingressRule, rule);
    assert.match(failures[0]?.reason ?? "", /exactly one of/);
    const rules = bench.count(tokens.ingressRule);
    await chemistry.delete(tokens.securityGroup, group);
    assert.equal(bench.count(tokens.ingressRule), rules - 1);
  });

  it("schedules the deletion of a key", async () => {
    const key = await chemistry.create(tokens.key, {});
    await chemistry.delete(tokens.key, key);
    assert.equal((await chemistry.read(tokens.key, key)).id, "");
    const found = await chemistry.invoke("aws:kms/getKey:getKey", { keyId: key.id });
    assert.equal(found["keyState"], "PendingDeletion");
    const use = chemistry.create(tokens.volume, { ...volume, kmsKeyId: key.id });
    assert.match(await refusal(use), /KMSInvalidStateException/);
  });

  it("opens a key to another account only when its policy says so", async () => {
    const policy = (text: string) => JSON.stringify({ Version: "2012-10-17", Statement: [text] });
    const shared = await management.create(tokens.key, { policy: policy("o-exampleuni1") });
    const closed = await management.create(tokens.key, { policy: policy("222222222222") });
    await management.create(tokens.alias, { name: "alias/shared", targetKeyId: shared.id });
    const keyId = "arn:aws:kms:eu-central-1:111111111111:alias/shared";
    const found = await library.invoke("aws:kms/getKey:getKey", { keyId });
    assert.equal(found["arn"], shared.properties.value["arn"]);
    const arn = closed.properties.value["arn"] ?? "";
    const denied = library.invoke("aws:kms/getKey:getKey", { keyId: arn });
    assert.match(await refusal(denied), /AccessDeniedException/);
    await chemistry.invoke("aws:kms/getKey:getKey", { keyId: arn });
    const unknown = library.invoke("aws:kms/getKey:getKey", { keyId: `${keyId}-not` });
    assert.match(await refusal(unknown), /AccessDeniedException/);
  });

  it("finds servers and volumes by tag, in the own account only", async () => {
    const tags = { "comanaged:key": "chemistry/prod/lims-9" };
    const server = await chemistry.create(tokens.instance, { ...instance, tags });
    const disk = await chemistry.create(tokens.volume, { ...volume, tags });
    const filters = [{ name: "tag:comanaged:key", values: ["chemistry/*/lims-9"] }];
    const ask = async (client: Client, token: string) =>
      (await client.invoke(token, { filters }))["ids"];
    const [instances, volumes] = [
      "aws:ec2/getInstances:getInstances",
      "aws:ebs/getEbsVolumes:getEbsVolumes",
    ] as const;
    assert.deepEqual(await ask(chemistry, instances), [server.id]);
    assert.deepEqual(await ask(chemistry, volumes), [disk.id]);
    assert.deepEqual(await ask(library, instances), []);
    const wrong = chemistry.invoke("aws:ec2/getInstances:getInstances", {
      filters: [{ name: "tagged", values: ["x"] }],
    });
    assert.match(await refusal(wrong), /The filter 'tagged' is invalid/);
    const instanceId = server.id;
    const one = await chemistry.invoke("aws:ec2/getInstance:getInstance", { instanceId });
    assert.equal(one["privateIp"], server.properties.value["privateIp"]);
    const none = library.invoke("aws:ec2/getInstance:getInstance", { instanceId });
    assert.match(await refusal(none), /no matching/);
  });

  it("detaches roles before it deletes them", async () => {
    const assumeRolePolicy = JSON.stringify({ Statement: [] });
    const role = await chemistry.create(tokens.iamRole, { name: "server", assumeRolePolicy });
    const profile = await chemistry.create(tokens.instanceProfile, {
      name: "server",
      role: "server",
    });
    const policyArn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
    const policy = await chemistry.create(tokens.policyAttachment, { role: "server", policyArn });
    assert.match(await refusal(chemistry.delete(tokens.iamRole, role)), /detach all policies/);
    await chemistry.delete(tokens.policyAttachment, policy);
    assert.match(await refusal(chemistry.delete(tokens.iamRole, role)), /instance profile first/);
    await chemistry.delete(tokens.instanceProfile, profile);
    await chemistry.delete(tokens.iamRole, role);
    const lost = chemistry.create(tokens.policyAttachment, { role: "server", policyArn });
    assert.match(await refusal(lost), /NoSuchEntity/);
  });

  it("puts the connection's tags on everything, and others' tags survive", async () => {
    const tagging = await bench.aws("222222222222", { defaultTags: { tags: { by: "pulumi" } } });
    const made = await tagging.create(tokens.volume, volume);
    assert.deepEqual(made.properties.value["tagsAll"], { by: "pulumi", Name: "data" });
  });

  it("tells of all tags in a preview, as the provider computes them by itself", async () => {
    const tagging = await bench.aws("222222222222", { defaultTags: { tags: { by: "pulumi" } } });
    const tagsAll = async (answer: Promise<Known>) => (await answer).properties.value["tagsAll"];
    const planned = tagging.create(tokens.volume, volume, { preview: true });
    assert.deepEqual(await tagsAll(planned), { by: "pulumi", Name: "data" });
    const made = await tagging.create(tokens.volume, volume);
    const other = { ...volume, tags: { Name: "other" } };
    const changed = tagging.update(tokens.volume, made, other, true);
    assert.deepEqual(await tagsAll(changed), { by: "pulumi", Name: "other" });
    const dark = { ...volume, tags: { Name: unknownValue } };
    assert.equal(await tagsAll(tagging.update(tokens.volume, made, dark, true)), unknownValue);
  });
});
