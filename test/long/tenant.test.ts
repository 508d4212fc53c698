import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readWorld } from "../../simulator/inspect.js";
import { type Ground, openGround } from "../engine/ground.js";
import { stepsOf } from "../engine/steps.js";

/** What the tenant does for all its subscriptions. */
const held =
  /^azure-native:(management|policyinsights|authorization:(PolicyA|PolicyD|PolicyS|Role))/;

/** Rights and exemptions, which go with the stack. */
const access = /^azure-native:(managedservices|authorization:(Pim|PolicyE))/;

const group = "5e5e5e5e-0000-4000-8000-000000000005";
const more = `    asOf: 2026-11-21
    eligible:
      operators: { group: ${group}, role: Contributor, at: comanaged-departments, reason: Repairs, from: 2026-12-01, until: 2027-11-30 }
    delegation:
      tenant: 7c7c7c7c-0000-4000-8000-000000000007
      title: Operators of the region
      people: { operators: { group: ${group}, role: Contributor } }
    exemptions:
      old-client: { policy: comanaged-transport, at: 3d3d3d3d-0000-4000-8000-000000000003, reason: Old client, owner: Wei Li, until: 2027-01-31 }
`;

describe("the tenant of the site", () => {
  let ground: Ground;

  before(async function () {
    this.timeout(60_000);
    ground = await openGround();
    const site = join(ground.stacks, "site.yaml");
    await writeFile(site, `${await readFile(site, "utf8")}${more}`);
  });

  after(() => ground.close());

  const standing = (kinds: RegExp) =>
    readWorld(ground.world)
      .objects.filter(({ kind }) => kinds.test(kind))
      .map(({ kind, id }) => `${kind} ${id}`)
      .sort();

  it("holds its subscriptions when it is destroyed in the stack, and is adopted afterwards", async function () {
    this.timeout(300_000);
    const stack = await ground.open("site");
    const first = await stepsOf(stack, "up");
    assert.equal(first.told, "");
    const before = standing(held);
    // The tenant's own root and three groups with the settings, three subscriptions, two policies
    // and an initiative, eleven assignments of which two act, with a right each and four tasks.
    assert.equal(before.length, 1 + 3 + 1 + 3 + 3 + 11 + 2 + 4);
    // Somebody eligible, three subscriptions into which others come, and an exemption.
    assert.equal(standing(access).length, 1 + 3 * 2 + 1);
    assert.deepEqual((await stepsOf(stack, "preview")).steps, []);
    const target = ["**::site-azure-tenant**", "**::site-azure-access**"];
    await stack.destroy({ target, targetDependents: true });
    assert.deepEqual(standing(held), before);
    assert.deepEqual(standing(access), []);
    const again = await stepsOf(stack, "up");
    assert.equal(again.told, "");
    assert.deepEqual(standing(held), before);
    const ours = again.steps.filter((step) => step.includes("site-azure-tenant-"));
    assert.equal(ours.length, before.length - 1);
    assert.deepEqual(
      ours.filter((step) => !step.startsWith("import ")),
      [],
    );
    assert.deepEqual((await stepsOf(stack, "preview")).steps, []);
  });

  it("is refused where another stack holds the group, or another group a subscription", async function () {
    this.timeout(120_000);
    const site = join(ground.stacks, "site.yaml");
    const text = await readFile(site, "utf8");
    const stack = await ground.open("site");
    await writeFile(site, text.replaceAll("comanaged-departments", "others"));
    const taken = await stepsOf(stack, "preview");
    assert.match(
      taken.told,
      /2c2c2c2c-\S+ is in \/providers\/Microsoft.Management\/managementGroups\/comanaged-departments/,
    );
    await writeFile(site, text);
  });
});
