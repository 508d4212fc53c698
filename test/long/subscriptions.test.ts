import assert from "node:assert/strict";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { causeDrift } from "../../simulator/core/control.js";
import { textAt } from "../../simulator/core/json.js";
import { readWorld, type SeenObject } from "../../simulator/inspect.js";
import { writeAccounts } from "../engine/accountEstate.js";
import { conventionProblems } from "../engine/conventions.js";
import { type Ground, openGround } from "../engine/ground.js";
import {
  type PopulatedSubscription,
  populateSubscription,
} from "../engine/populateSubscription.js";
import { exportedResources } from "../engine/stateOf.js";
import { settledUp, stepsOf } from "../engine/steps.js";
import { foundAtFirst } from "./foundAtFirst.js";

const platform = "azure";
const fresh = "2c2c2c2c-0000-4000-8000-000000000002";
const populated = "3d3d3d3d-0000-4000-8000-000000000003";
const locations = ["germanywestcentral", "northeurope", "westeurope"];
const later = "swedencentral";

const within = (used: readonly string[]) => `locations: [${used.join(", ")}]`;

/** A program that works in a subscription from outside. */
const pipeline = [
  "serviceAccounts:",
  "  deploy:",
  "    issuer: https://token.actions.example.edu",
  "    subject: repo:chemistry/lims:ref:refs/heads/main",
  "    roles: [Website Contributor]",
];

describe("Azure subscriptions under the baseline", () => {
  let ground: Ground;
  let stack: Stack;
  let others: PopulatedSubscription;

  const objects = (account: string): SeenObject[] =>
    readWorld(ground.world).objects.filter(
      ({ place, id }) => place === account || id.startsWith(`/subscriptions/${account}/`),
    );
  const protections = (account: string) =>
    objects(account)
      .map(({ kind, id, properties }) => [kind, id, textAt(properties, "pricingTier")].join(" "))
      .sort();
  const ofKind = (account: string, kind: string) =>
    objects(account).filter((object) => object.kind === `azure-native:${kind}`);

  before(async function () {
    this.timeout(60_000);
    ground = await openGround({ names: ["fresh", "populated"] });
    others = await populateSubscription(ground.simulator.port, populated, locations);
  });

  after(() => ground.close());

  it("keep every rule at the first preview, and a new one comes up as it was shown", async function () {
    this.timeout(300_000);
    await writeAccounts(ground.stacks, "fresh", {
      lab: { account: fresh, platform, lines: [...pipeline, within(locations)] },
    });
    assert.deepEqual((await foundAtFirst(ground, "fresh")).messages, []);
    stack = await ground.open("fresh");
    const steps = await settledUp(stack);
    // Defender's plans are there from the beginning, and merely free.
    const adopted = steps.filter((step) => step.startsWith("import "));
    const others = steps.filter((step) => !step.startsWith("create "));
    assert.ok(adopted.length > 8 && others.every((step) => step.includes("-plan-")));
    const resources = await exportedResources(stack);
    assert.deepEqual(conventionProblems(resources), []);
    const plans = ofKind(fresh, "security:Pricing").filter(
      ({ properties }) => properties["pricingTier"] === "Standard",
    );
    assert.equal(plans.length, adopted.length);
    const watched = ofKind(fresh, "network:NetworkWatcher").flatMap(
      ({ properties }) => textAt(properties, "location") ?? [],
    );
    assert.deepEqual(watched.sort(), locations);
    assert.equal(ofKind(fresh, "network:FlowLog").length, 1);
  });

  it("gain only what belongs to a location that is used later", async function () {
    this.timeout(300_000);
    const lines = [...pipeline, within([...locations, later])];
    await writeAccounts(ground.stacks, "fresh", { lab: { account: fresh, platform, lines } });
    assert.deepEqual(await settledUp(stack), [`create fresh-account-lab-${later}-watcher`]);
  });

  it("keep every protection when the stack is destroyed, and are adopted afterwards", async function () {
    this.timeout(300_000);
    const before = protections(fresh);
    await stack.destroy();
    assert.deepEqual(protections(fresh), before);
    const steps = await settledUp(stack);
    assert.deepEqual(protections(fresh), before);
    assert.ok(steps.every((step) => step.startsWith("import ")));
  });

  it("have one baseline: that of an estate refuses that of another", async function () {
    this.timeout(120_000);
    await writeAccounts(ground.stacks, "populated", { lab: { account: fresh, platform } });
    const { failed, told } = await stepsOf(await ground.open("populated"), "preview");
    assert.ok(failed);
    assert.match(told, /is under the baseline of .*fresh\/fresh-account-lab.* of this service/);
  });

  it("are told which kinds of resources they do not know", async function () {
    this.timeout(120_000);
    const kind = "azure-native:subscription:Subscription";
    const drift = (unregistered: readonly string[]) =>
      causeDrift(ground.simulator.port, { kind, id: populated, set: { unregistered } });
    await writeAccounts(ground.stacks, "populated", {
      museum: { account: populated, platform, lines: [within(locations)] },
    });
    stack = await ground.open("populated");
    await drift(["Microsoft.Security", "Microsoft.Insights"]);
    const { failed, told } = await stepsOf(stack, "preview");
    assert.ok(failed);
    assert.match(told, /az provider register --wait --subscription 3d3d.* -n Microsoft.Insights/);
    assert.match(told, /-n Microsoft.Security/);
    await drift([]);
  });

  it("keep the watchers that they have, and what others wrote on them", async function () {
    this.timeout(300_000);
    await settledUp(stack);
    const watchers = ofKind(populated, "network:NetworkWatcher");
    assert.deepEqual(watchers.map(({ id }) => id).sort(), [...others.watchers].sort());
    for (const { properties } of watchers) {
      assert.deepEqual(properties["tags"], { Team: "others" });
    }
    const [contact, ...more] = ofKind(populated, "security:SecurityContact");
    assert.equal(more.length, 0);
    assert.equal(contact?.properties["emails"], "security@provider.example.edu");
    assert.equal(contact?.properties["isEnabled"], true);
  });
});
