import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { parseDocument } from "yaml";
import { run } from "../../cli/stack/run.js";
import { type Ground, openGround } from "../engine/ground.js";
import { lives } from "../engine/lives/life.js";
import { LivingEstate } from "../engine/lives/livingEstate.js";
import type { WorldFacts } from "../engine/lives/worldFacts.js";

/** How many lives, and how often each changes; `npm run soak` takes 3,000. */
const count = Number(process.env["LIVES"] ?? 6);
const changes = Number(process.env["LIFE_CHANGES"] ?? 1);
const seed = Number(process.env["LIVES_SEED"] ?? 20261121);
const perStack = 60;
/** Guests are real processes and take most of the time: the servers of one batch have theirs. */
const batchWithGuests = 0;
/** A file backend writes the whole state at every step; no crash is to be survived here. */
const environment = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

const batches = Array.from({ length: Math.ceil(count / perStack) }, (_, batch) => {
  const size = Math.min(perStack, count - batch * perStack);
  const sample = fc.sample(lives(changes), { seed: seed + batch, numRuns: size });
  return new Map(sample.map((life, index) => [`life-${String(index).padStart(3, "0")}`, life]));
});

for (const [batch, born] of batches.entries()) {
  describe(`${born.size} generated lives, batch ${batch + 1} of ${batches.length}`, function () {
    this.timeout(600_000);
    let ground: Ground;
    let estate: LivingEstate;
    let empty: WorldFacts;

    before(async () => {
      ground = await openGround({ environment });
      if (batch !== batchWithGuests) {
        await leaveGuestsAlone(ground);
      }
      await run(await ground.open("site"), "up");
      estate = await LivingEstate.of(ground, "chemistry", born);
      empty = estate.world();
    });

    after(() => ground.close());

    it("come up, and a second preview is empty", () => estate.beBorn());

    for (let nth = 1; nth <= changes; nth += 1) {
      it(`change ${nth}: what the preview says is what the world sees`, () => estate.change(nth));
    }

    it("end, and nothing of others has moved", () => estate.die(empty));
  });
}

/** A catalog that says nothing of administration keeps nothing on the servers themselves. */
async function leaveGuestsAlone({ stacks }: Ground): Promise<void> {
  const file = join(stacks, "catalog.yaml");
  const catalog = parseDocument(await readFile(file, "utf8"));
  assert.ok(catalog.delete("administration"));
  await writeFile(file, String(catalog));
}
