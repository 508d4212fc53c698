import assert from "node:assert/strict";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { packageFolder } from "../../cli/packageFolder.js";
import { run } from "../../cli/stack/run.js";
import { type Ground, openGround } from "../engine/ground.js";

const policyPack = join(packageFolder, "dist", "policies", "packs", "all");

describe("the first preview of an empty stack", function () {
  this.timeout(120_000);
  let ground: Ground;

  before(async () => {
    ground = await openGround();
    await run(await ground.open("site"), "up", { policyPack });
  });

  after(() => ground.close());

  for (const name of ["chemistry", "library"]) {
    it(`finds nothing in ${name}, and sees it whole`, async () => {
      const events: EngineEvent[] = [];
      const onEvent = (event: EngineEvent) => events.push(event);
      const stack = await ground.open(name);
      await stack.preview({ policyPacks: [policyPack], onEvent });
      const found = events.flatMap(({ policyEvent }) => policyEvent?.message ?? []);
      assert.deepEqual(found, []);
      assert.ok(events.some((event) => "policyAnalyzeStackSummaryEvent" in event));
    });
  }
});
