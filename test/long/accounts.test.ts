import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { causeDrift } from "../../simulator/core/control.js";
import { readWorld, type SeenObject } from "../../simulator/inspect.js";
import { writeAccounts } from "../engine/accountEstate.js";
import { conventionProblems, tokensInSources } from "../engine/conventions.js";
import { type Ground, openGround } from "../engine/ground.js";
import { type Populated, populate } from "../engine/populate.js";
import { exportedResources } from "../engine/stateOf.js";
import { settledUp, stepsOf } from "../engine/steps.js";
import { foundAtFirst } from "./foundAtFirst.js";

const fresh = "222222222222";
const populated = "333333333333";
const regions = ["eu-central-1", "eu-west-1", "us-east-1"];
const later = "eu-south-1";

/** What the catalog says besides: who tells who people are. */
const federation = [
  "    federation:",
  "      name: university",
  `      metadata: <EntityDescriptor entityID="${"x".repeat(1000)}" />`,
].join("\n");

/** A program that works in an account from outside. */
const pipeline = [
  "serviceAccounts:",
  "  deploy:",
  "    issuer: https://token.actions.example.edu",
  "    subject: repo:chemistry/lims:*",
  "    policies: [AmazonEC2ReadOnlyAccess]",
];

/** Kinds of which a region has one. */
const once = [
  "aws:cfg/recorder:Recorder",
  "aws:cfg/deliveryChannel:DeliveryChannel",
  "aws:guardduty/detector:Detector",
  "aws:securityhub/account:Account",
];

describe("AWS accounts under the baseline", () => {
  let ground: Ground;
  let stack: Stack;
  let others: readonly Populated[];

  const objects = (account: string): SeenObject[] =>
    readWorld(ground.world).objects.filter(({ place }) => place.startsWith(`${account}/`));
  const protections = (account: string) =>
    objects(account)
      .filter(({ kind }) => !/^aws:(ec2\/(vpc|subnet|ami)|organizations)/.test(kind))
      .map(({ kind, place, id }) => `${kind} ${place} ${id}`)
      .sort();

  before(async function () {
    this.timeout(60_000);
    ground = await openGround({ names: ["fresh", "populated"] });
    const file = join(ground.stacks, "catalog.yaml");
    const role = "    deployRole: comanaged-deploy";
    const offered = await readFile(file, "utf8");
    await writeFile(file, offered.replace(role, `${federation}\n${role}`));
    others = await populate(ground.simulator.port, populated, regions);
  });

  after(() => ground.close());

  it("keep every rule at the first preview, and a new one comes up as it was shown", async function () {
    this.timeout(300_000);
    await writeAccounts(ground.stacks, "fresh", { lab: { account: fresh, lines: pipeline } });
    assert.deepEqual((await foundAtFirst(ground, "fresh")).messages, []);
    stack = await ground.open("fresh");
    const steps = await settledUp(stack);
    assert.ok(steps.every((step) => step.startsWith("create ")));
    const resources = await exportedResources(stack);
    assert.deepEqual(conventionProblems(resources), []);
    const built = new Set(resources.map(({ type }) => type));
    const own = tokensInSources().filter((token) => token.startsWith("comanaged:account:Aws"));
    assert.deepEqual(
      own.filter((token) => !built.has(token)),
      [],
    );
    for (const kind of once) {
      const found = objects(fresh).filter((object) => object.kind === kind);
      assert.deepEqual(found.map(({ place }) => place.split("/")[1] ?? "").sort(), regions, kind);
    }
  });

  it("gain only what belongs to a region that is opted in later", async function () {
    this.timeout(300_000);
    const lines = [...pipeline, `regions: [${[...regions, later].join(", ")}]`];
    await writeAccounts(ground.stacks, "fresh", { lab: { account: fresh, lines } });
    const refused = await stepsOf(stack, "preview");
    assert.ok(refused.failed);
    assert.match(refused.told, /eu-south-1 is not on in it/);
    await causeDrift(ground.simulator.port, {
      kind: "aws:organizations/account:Account",
      id: fresh,
      set: { optedIn: [later] },
    });
    const steps = await settledUp(stack);
    assert.ok(steps.length > 20);
    assert.deepEqual(
      steps.filter((step) => !step.startsWith("create ") || !step.includes(later)),
      [],
    );
  });

  it("keep every protection when the stack is destroyed, and are adopted afterwards", async function () {
    this.timeout(300_000);
    const before = protections(fresh);
    await stack.destroy();
    assert.deepEqual(protections(fresh), before);
    const steps = await settledUp(stack);
    assert.deepEqual(protections(fresh), before);
    const made = steps.filter((step) => !step.startsWith("import "));
    assert.ok(steps.length - made.length > 20);
  });

  it("keep every protection when their entry is removed", async function () {
    this.timeout(300_000);
    const before = protections(fresh);
    await writeAccounts(ground.stacks, "fresh", {});
    const { failed } = await stepsOf(stack, "up");
    assert.ok(!failed);
    assert.deepEqual(protections(fresh), before);
  });

  it("have one baseline: that of an estate refuses that of another", async function () {
    this.timeout(120_000);
    await writeAccounts(ground.stacks, "populated", { lab: { account: fresh } });
    const { failed, told } = await stepsOf(await ground.open("populated"), "preview");
    assert.ok(failed);
    assert.match(told, /is under the baseline of .*fresh\/fresh-account-lab.* of this service/);
  });

  it("keep the detectors, recorders and hubs that they have", async function () {
    this.timeout(300_000);
    await writeAccounts(ground.stacks, "populated", { museum: { account: populated } });
    stack = await ground.open("populated");
    const before = objects(populated).filter(({ kind }) => once.includes(kind));
    assert.equal(before.length, 4 * regions.length);
    await settledUp(stack);
    const after = objects(populated).filter(({ kind }) => once.includes(kind));
    const ids = (seen: readonly SeenObject[]) =>
      seen.map(({ kind, place, id }) => `${kind} ${place} ${id}`).sort();
    assert.deepEqual(ids(after), ids(before));
    for (const { region, detector } of others) {
      const [found] = after.filter(({ id, place }) => id === detector && place.endsWith(region));
      assert.equal(found?.properties["enable"], true);
      assert.equal(found?.properties["findingPublishingFrequency"], "FIFTEEN_MINUTES");
    }
  });
});
