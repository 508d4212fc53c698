import assert from "node:assert/strict";
import { type Ground, openGround } from "../../bench/ground.js";
import { preview } from "../../bench/preview.js";
import { differences } from "../../bench/registered.js";

const resources = 150;

describe("what the bench compares", function () {
  this.timeout(180_000);
  let ground: Ground;

  before(async () => {
    ground = await openGround([resources]);
  });

  after(() => ground.close());

  it("is one stack of the size that is asked for, by both programs", async () => {
    const ours = await preview(ground, "ours", resources);
    const plain = await preview(ground, "plain", resources);
    assert.deepEqual(differences(ours.registered, plain.registered), []);
    assert.equal(ours.registered.size, resources);
  });
});
