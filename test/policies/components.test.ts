import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Server } from "../../components/server/server.js";
import type { ServerDescription } from "../../components/service/server.js";
import { pack as all } from "../../policies/packs/all.pack.js";
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
  "vsphere:index/virtualMachine:VirtualMachine",
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
};

describe("A server that our component builds", () => {
  const registered: Registered[] = [];

  before(async () => {
    await pulumi.runtime.setMocks({
      call: ({ inputs }) => inputs,
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
        subnetId: "subnet-1",
        vpcId: "vpc-1",
        availabilityZone: "eu-central-1a",
        kmsKeyArn: "arn:aws:kms:eu-central-1:111111111111:key/1",
        volumes,
      },
    });
    const onVsphere = new Server("db-1", {
      ...description,
      placement: {
        platform: "vsphere",
        resourcePoolId: "resgroup-1",
        folder: "co-managed/library",
        networkId: "network-1",
        datastoreIds: { standard: "datastore-1", fast: "datastore-2" },
        template: { uuid: "4200", guestId: "debian12_64Guest" },
        tagIds: ["urn:vmomi:InventoryServiceTag:1"],
      },
    });
    await settled(onAws.machineId);
    await settled(onVsphere.machineId);
  });

  it("is judged as a whole: the component, its machines, its disks and its firewall", () => {
    const types = new Set(registered.map(({ type }) => type));
    for (const type of judged) {
      assert.ok(types.has(type), type);
    }
    for (const rule of all.rules) {
      assert.ok(
        judged.some((type) => rule.tokens.includes(type)),
        rule.id,
      );
    }
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

function settled(output: pulumi.Output<unknown>): Promise<unknown> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}
