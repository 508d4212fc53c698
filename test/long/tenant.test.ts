import assert from "node:assert/strict";
import { readWorld } from "../../simulator/inspect.js";
import { type Ground, openGround } from "../engine/ground.js";
import { stepsOf } from "../engine/steps.js";

/** What the tenant does for all its subscriptions. */
const held = /^azure-native:(management|policyinsights|authorization:(Policy|Role))/;

describe("the tenant of the site", () => {
  let ground: Ground;

  before(async function () {
    this.timeout(60_000);
    ground = await openGround();
  });

  after(() => ground.close());

  const holding = () =>
    readWorld(ground.world)
      .objects.filter(({ kind }) => held.test(kind))
      .map(({ kind, id }) => `${kind} ${id}`)
      .sort();

  it("holds its subscriptions when it is destroyed in the stack, and is adopted afterwards", async function () {
    this.timeout(300_000);
    const stack = await ground.open("site");
    const first = await stepsOf(stack, "up");
    assert.equal(first.told, "");
    const before = holding();
    assert.deepEqual((await stepsOf(stack, "preview")).steps, []);
    await stack.destroy({ target: ["**::site-azure-tenant**"], targetDependents: true });
    assert.deepEqual(holding(), before);
    const again = await stepsOf(stack, "up");
    assert.equal(again.told, "");
    assert.deepEqual(holding(), before);
    const imported = again.steps.filter((step) => step.startsWith("import site-azure-tenant-"));
    // The root group of the tenant is nobody's.
    assert.equal(imported.length, before.length - 1);
    assert.deepEqual(
      again.steps.filter((step) => !step.startsWith("import ")),
      [],
    );
    assert.deepEqual((await stepsOf(stack, "preview")).steps, []);
  });
});
