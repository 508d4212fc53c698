import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Server } from "../../components/server/server.js";
import { everybody } from "../../components/service/firewall/flow.js";
import type { ServerDescription } from "../../components/service/server.js";
import { diskKeyPolicy } from "../../components/site/diskKey.plan.js";
import { keptKeys } from "../../policies/encryption/keptKeys.js";
import { pack as all } from "../../policies/packs/all.pack.js";
import { readEstate } from "../../stacks/schema/read.js";
import { mockEngine } from "../components/mockEngine.js";
import { builtEstate } from "../components/patching/builtEstate.js";
import { wayIn } from "../components/service/firewall/flows.js";
import type { Inputs } from "./support/cases.js";
import { judge } from "./support/verdict.js";

/** A resource that a component registered. */
interface Registered {
  readonly type: string;
  readonly inputs: Inputs;
}

const judged = [
  "comanaged:server:Server",
  "aws:ec2/instance:Instance",
  "aws:ebs/volume:Volume",
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "azure-native:compute:VirtualMachine",
  "azure-native:compute:Disk",
  "azure-native:network:NetworkSecurityGroup",
  "vsphere:index/virtualMachine:VirtualMachine",
];

/** The rules that have something to judge on what our components build. */
const busyRules = [
  "BKP-12",
  "BKP-18",
  "CLS-02",
  "ENC-02",
  "ENC-05",
  "ENC-06",
  "ENC-20",
  "IAM-10",
  "NET-01",
  "NET-03",
  "NET-04",
  "NET-08",
  "NET-09",
  "NET-11",
  "NET-22",
  "NET-23",
  "NET-24",
  "OWN-01",
  "OWN-03",
  "OWN-05",
  "PAT-06",
  "PAT-09",
  "PAT-11",
  "PAT-15",
  "VM-01",
  "VM-02",
  "VM-03",
  "VM-04",
  "VM-05",
  "VM-07",
  "VM-08",
  "VM-10",
];

const description: ServerDescription = {
  owner: "library",
  service: "catalog",
  environment: "production",
  costCenter: "5200-01",
  dataLevel: 2,
  patchGroup: "public",
  backupClass: "standard",
  cpus: 2,
  memoryGiB: 8,
  disks: { system: { sizeGiB: 40, tier: "standard" }, data: { sizeGiB: 100, tier: "fast" } },
  firewall: [wayIn, { ...wayIn, name: "web", ports: [{ from: 443, to: 443 }], peers: everybody }],
};

describe("A server that our component builds", () => {
  const registered: Registered[] = [];

  before(async () => {
    await mockEngine({
      newResource: ({ type, name, inputs }) => {
        registered.push({ type, inputs });
        return { id: `${name}-id`, state: inputs };
      },
    });
    const volumes = { standard: { type: "gp3" }, fast: { type: "gp3" } };
    const onAws = new Server("web-1", {
      ...description,
      placement: {
        platform: "aws",
        ami: "ami-1",
        instanceType: "m7i.large",
        interfaces: [
          { network: "main", subnetId: "subnet-1" },
          { network: "storage", subnetId: "subnet-2", address: "10.0.0.9" },
        ],
        vpcId: "vpc-1",
        availabilityZone: "eu-central-1a",
        kmsKeyArn: "arn:aws:kms:eu-central-1:111111111111:key/1",
        instanceProfile: "comanaged-lab-servers",
        volumes,
      },
    });
    const onVsphere = new Server("db-1", {
      ...description,
      placement: {
        platform: "vsphere",
        resourcePoolId: "resgroup-1",
        folder: "co-managed/library",
        interfaces: [{ networkId: "network-1" }],
        customization: { domain: "example.edu", timeZone: "Europe/Berlin" },
        datastoreIds: { standard: "datastore-1", fast: "datastore-2" },
        template: { uuid: "4200", guestId: "debian12_64Guest" },
        tagIds: ["urn:vmomi:InventoryServiceTag:1"],
        attributeIds: { estate: "201", key: "202" },
      },
    });
    const spot = {
      platform: "azure",
      resourceGroupName: "co-managed-library",
      location: "germanywestcentral",
      interfaces: [{ network: "main", subnetId: "/subscriptions/1/subnets/servers" }],
      image: { publisher: "Debian", offer: "debian-12", sku: "12-gen2", version: "latest" },
      machineType: "Standard_D2s_v5",
      diskEncryptionSetId: "/subscriptions/1/diskEncryptionSets/one",
      diskTypes: { standard: { type: "StandardSSD_LRS" }, fast: { type: "Premium_LRS" } },
    } as const;
    const onAzure = [
      { os: "linux", name: "comanaged", sshPublicKey: "ssh-ed25519 AAAA" } as const,
      { os: "windows", name: "comanaged", password: pulumi.secret("canary") } as const,
    ].map(
      (administrator) =>
        new Server(`exhibits-${administrator.os}`, {
          ...description,
          placement: { ...spot, administrator },
        }),
    );
    await Promise.all(onAzure.map(({ machineId }) => settled(machineId)));
    await settled(onAws.machineId);
    await settled(onVsphere.machineId);
  });

  it("is judged as a whole: the component, its machines, its disks and its firewall", () => {
    const types = new Set(registered.map(({ type }) => type));
    for (const type of judged) {
      assert.ok(types.has(type), type);
      assert.ok(
        all.rules.some((rule) => rule.tokens.includes(type)),
        type,
      );
    }
  });

  it("leaves rules idle only where it registers nothing that they apply to", () => {
    const types = new Set(registered.map(({ type }) => type));
    const busy = all.rules.filter((rule) => rule.tokens.some((token) => types.has(token)));
    assert.deepEqual(busy.map(({ id }) => id).sort(), busyRules);
  });

  it("passes every rule on every platform", () => {
    const findings = registered.flatMap(({ type, inputs }) =>
      all.rules
        .filter((rule) => rule.tokens.includes(type))
        .flatMap((rule) =>
          judge(rule, type, inputs).map((found) => ({ type, rule: rule.id, ...found })),
        ),
    );
    assert.deepEqual(findings, []);
  });
});

describe("The patching of an estate", () => {
  it("passes every rule on every platform", async () => {
    const nodes = await builtEstate(readEstate("stacks", "library").estate);
    const patching = nodes.filter(({ type }) => /^(aws:(ssm|iam)|azure-native:maint)/.test(type));
    assert.ok(patching.length > 10);
    const findings = patching.flatMap(({ type, name, inputs }) =>
      all.rules
        .filter((rule) => rule.tokens.includes(type))
        .flatMap((rule) => judge(rule, type, inputs).map((found) => ({ name, ...found }))),
    );
    assert.deepEqual(findings, []);
  });
});

function settled(output: pulumi.Output<unknown>): Promise<unknown> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

describe("The key that encrypts all disks", () => {
  const key = "aws:kms/key:Key";
  const policy = diskKeyPolicy("111111111111", "o-exampleuni1");

  it("is kept to the organization", () => {
    const inputs = { enableKeyRotation: true, policy: JSON.stringify(policy) };
    assert.deepEqual(judge(keptKeys, key, inputs), []);
  });

  it("is open to everybody without the conditions of its policy", () => {
    const Statement = policy.Statement.map(({ Effect, Principal }) => ({ Effect, Principal }));
    const findings = judge(keptKeys, key, { enableKeyRotation: true, policy: { Statement } });
    assert.deepEqual(
      findings.map(({ path }) => path),
      ["policy.Statement[1].Principal", "policy.Statement[2].Principal"],
    );
  });
});
