import assert from "node:assert/strict";
import { run } from "../../cli/stack/run.js";
import { packFolder } from "../../policies/build.js";
import { type Ground, openGround } from "../engine/ground.js";
import { type FirstPreview, foundAtFirst } from "./foundAtFirst.js";

describe("the first preview of an empty stack", function () {
  this.timeout(120_000);
  let ground: Ground;
  let site: FirstPreview;

  before(async () => {
    ground = await openGround();
    site = await foundAtFirst(ground, "site");
    await run(await ground.open("site"), "up", { policyPack: packFolder("all") });
  });

  after(() => ground.close());

  for (const name of ["site", "chemistry", "library"]) {
    it(`finds nothing in ${name}, and sees it whole`, async () => {
      const { messages, isWhole } = name === "site" ? site : await foundAtFirst(ground, name);
      assert.deepEqual(messages, []);
      assert.ok(isWhole);
    });
  }
});
