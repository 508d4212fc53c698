import fc from "fast-check";
import { run } from "../../cli/stack/run.js";
import { type Ground, openGround } from "../engine/ground.js";
import { lives } from "../engine/lives/life.js";
import { LivingEstate } from "../engine/lives/livingEstate.js";
import type { WorldFacts } from "../engine/lives/worldFacts.js";

/** How many lives; `npm run soak` takes 3,000. */
const count = Number(process.env["LIVES"] ?? 6);
const seed = Number(process.env["LIVES_SEED"] ?? 20261121);
const perStack = 60;
/** A file backend writes the whole state at every step; no crash is to be survived here. */
const environment = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };
const changes = 2;

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
