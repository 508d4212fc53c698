import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { AwsPatching, Server } from "../../../components/index.js";
import { createManagedProfile } from "../../../components/patching/awsManagement.js";
import type { PatchProduct } from "../../../components/service/patchProducts.js";
import { awsPatchGroups } from "../../../infra/awsPatching.js";
import { describe as descriptionOf } from "../../../infra/estate.js";
import type { Estate } from "../../../stacks/schema/model.js";
import { readEstate } from "../../../stacks/schema/read.js";
import { estates } from "../../stacks/estates.js";
import { withFolder } from "../../stacks/refusal.js";
import { cuts, type PathResource, pathProblems } from "./awsPath.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");

/** The resources that the AWS servers of an estate and their patching consist of. */
async function built(estate: Estate): Promise<PathResource[]> {
  const made: PathResource[] = [];
  await pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs }) => {
      made.push({ type, id: `${name}-id`, inputs });
      return { id: `${name}-id`, state: inputs };
    },
    call: ({ inputs }) => inputs,
  });
  const instanceProfile = createManagedProfile(estate.stack, {});
  const volumes = { standard: { type: "gp3" }, fast: { type: "gp3" } };
  for (const server of estate.servers) {
    if (server.platform === "aws") {
      const { name, image, instanceType, network } = server;
      new Server(name, {
        ...descriptionOf(server),
        placement: {
          ...{ platform: "aws", ami: image.ami, instanceType, subnetId: network.subnet },
          ...{ vpcId: "vpc-1", availabilityZone: "eu-central-1a", kmsKeyArn: "key", volumes },
          instanceProfile,
        },
      });
    }
  }
  const { asOf, customer } = estate;
  const groups = awsPatchGroups(estate);
  const { account, region } = { account: "222222222222", region: "eu-central-1" };
  const args = { asOf, owner: customer.owner, account, region, groups };
  new AwsPatching(`${estate.stack}-patching`, args);
  await pulumi.runtime.disconnect();
  return made;
}

function productsOf({ servers }: Estate): (ami: string) => PatchProduct {
  const byAmi = new Map(
    servers.flatMap((server): [string, PatchProduct][] =>
      server.platform === "aws" ? [[server.image.ami, server.image.product]] : [],
    ),
  );
  return (ami) => byAmi.get(ami) ?? "debian-12";
}

describe("the path from every server on AWS to its window", () => {
  it("is whole in generated estates", async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(estates, async (generated) => {
        const files = { "catalog.yaml": catalog, "any.estate.yaml": JSON.stringify(generated) };
        const { estate } = withFolder(files, (folder) => readEstate(folder, "any"));
        const resources = await built(estate);
        assert.deepEqual(pathProblems(resources, productsOf(estate)), []);
        const servers = resources.filter(({ type }) => type === "aws:ec2/instance:Instance");
        const wanted = estate.servers.filter(({ platform }) => platform === "aws");
        assert.equal(servers.length, wanted.length);
      }),
      { numRuns: 20 },
    );
  });

  for (const stack of ["chemistry", "library"]) {
    it(`is broken by cutting any edge of it: ${stack}`, async () => {
      const { estate } = readEstate("stacks", stack);
      const resources = await built(estate);
      const productOf = productsOf(estate);
      assert.deepEqual(pathProblems(resources, productOf), []);
      const tried = cuts(resources);
      assert.ok(tried.length > 20);
      const unnoticed = tried.filter(([, cut]) => pathProblems(cut, productOf).length === 0);
      assert.deepEqual(
        unnoticed.map(([what]) => what),
        [],
      );
    });
  }

  it("is whole and leads to other windows where patches are put off, and in an emergency", async () => {
    const added = `emergencies: [{ advisory: CVE-1, groups: [production], timeZone: UTC, notBefore: 2026-11-23T18:00 }]
deferrals: [{ server: spectra-web-1, from: 2026-12-10, until: 2026-12-20, reason: exam,
  requester: it@chemistry.example.edu, approver: duty-manager@provider.example.edu }]\n`;
    const chemistry = `${readFileSync("stacks/chemistry.estate.yaml", "utf8")}${added}`;
    const files = { "catalog.yaml": catalog, "any.estate.yaml": chemistry };
    const { estate } = withFolder(files, (folder) => readEstate(folder, "any"));
    const resources = await built(estate);
    assert.deepEqual(pathProblems(resources, productsOf(estate)), []);
    const windows = resources.filter(({ type }) => type.endsWith("MaintenanceWindow"));
    const deferred = windows.filter(({ id }) => id?.includes("deferred"));
    assert.deepEqual(
      deferred
        .map(({ inputs }) => inputs["schedule"])
        .filter((text) => text === "at(2026-11-23T18:00:00)"),
      ["at(2026-11-23T18:00:00)"],
    );
    const regular = deferred.find(({ inputs }) => String(inputs["schedule"]).startsWith("cron("));
    assert.ok(String(regular?.inputs["startDate"]) > "2026-12-20");
    assert.ok(windows.some(({ inputs }) => inputs["startDate"] === undefined));
    // An emergency is announced as untested: no test ring holds it.
    for (const { id, inputs } of windows) {
      const task = resources.find(
        ({ type, inputs: its }) => type.endsWith("WindowTask") && its["windowId"] === id,
      );
      if (inputs["schedule"] === "at(2026-11-23T18:00:00)") {
        assert.equal(task?.inputs["taskType"], "RUN_COMMAND");
      }
    }
  });

  it("leads through the test ring wherever there is one", async () => {
    for (const stack of ["chemistry", "library"]) {
      const { estate } = readEstate("stacks", stack);
      const tasks = (await built(estate)).filter(({ type }) => type.includes("WindowTask"));
      const gated = Object.values(awsPatchGroups(estate)).filter(({ gate }) => gate !== undefined);
      assert.ok(gated.length > 0);
      const held = tasks.filter(({ inputs }) => inputs["taskType"] === "AUTOMATION");
      const free = tasks.filter(({ inputs }) => inputs["taskType"] === "RUN_COMMAND");
      assert.ok(held.length > 0);
      assert.equal(held.length + free.length, tasks.length);
      const waiting = Object.values(estate.patchGroups).filter(({ after }) => after !== undefined);
      for (const { inputs } of free) {
        const group = waiting.find(({ name }) => String(inputs["description"]).includes(name));
        assert.equal(group, undefined);
      }
    }
  });

  it("waits for a test of the same patch cycle", () => {
    const { estate } = readEstate("stacks", "chemistry");
    const { test, production } = awsPatchGroups(estate);
    assert.equal(test?.gate, undefined);
    // Thursday 21:00 to Tuesday 21:00, and the hours that production's window is open.
    assert.deepEqual(production?.gate, { group: "test", soakHours: 72, withinHours: 5 * 24 + 4 });
  });

  it("holds patches back for production until the test group has had them", () => {
    const { estate } = readEstate("stacks", "chemistry");
    const { test, production } = awsPatchGroups(estate);
    assert.equal(test?.approveAfterDays, 0);
    assert.equal(production?.approveAfterDays, 5);
  });
});
