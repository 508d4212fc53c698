import assert from "node:assert/strict";
import { readWorld } from "../../simulator/inspect.js";
import { type Ground, openGround } from "../engine/ground.js";
import { stepsOf } from "../engine/steps.js";

/** What the organization does for all its accounts. */
const held =
  /^aws:(organizations\/(policy|delegated)|guardduty\/organization|securityhub\/organization)/;

describe("the organization of the site", () => {
  let ground: Ground;

  before(async function () {
    this.timeout(60_000);
    ground = await openGround();
  });

  after(() => ground.close());

  const holding = () =>
    readWorld(ground.world)
      .objects.filter(({ kind }) => held.test(kind))
      .map(({ kind, place, id }) => `${kind} ${place} ${id}`)
      .sort();

  it("holds its accounts when it is destroyed in the stack, and is adopted afterwards", async function () {
    this.timeout(300_000);
    const stack = await ground.open("site");
    const first = await stepsOf(stack, "up");
    assert.equal(first.told, "");
    const before = holding();
    // Four policies where they hold, two services everywhere, two in each of three regions.
    assert.equal(before.length, 4 * 2 + 2 + 2 * 3);
    await stack.destroy({ target: ["**::site-aws-organization**"], targetDependents: true });
    assert.deepEqual(holding(), before);
    const again = await stepsOf(stack, "up");
    assert.equal(again.told, "");
    assert.deepEqual(holding(), before);
    const imported = again.steps.filter((step) => step.startsWith("import site-aws-organization-"));
    assert.equal(imported.length, before.length + 1);
    assert.deepEqual((await stepsOf(stack, "preview")).steps, []);
  });
});
