import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { parseDocument } from "yaml";
import { run } from "../../cli/stack/run.js";
import { type Ground, openGround } from "../engine/ground.js";
import { type Life, lives } from "../engine/lives/life.js";
import { LivingEstate } from "../engine/lives/livingEstate.js";
import type { WorldFacts } from "../engine/lives/worldFacts.js";

/**
 * How many lives, and how often each changes. The long run takes 300, 5.5 minutes of one core;
 * `npm run soak` takes 3,000.
 */
const count = Number(process.env["LIVES"] ?? 6);
const changes = Number(process.env["LIFE_CHANGES"] ?? 1);
const seed = Number(process.env["LIVES_SEED"] ?? 20261121);

/** Guests are real processes and take most of the time: some servers have theirs. */
const withGuests = 60;
/** What a run of the engine costs by itself is shared by as many servers as fit in one stack. */
const perStack = 240;

/** A file backend writes the whole state at every step; no crash is to be survived here. */
const environment = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

const born = fc
  .sample(lives(changes), { seed, numRuns: count })
  .map((life, index): [string, Life] => [`life-${String(index).padStart(4, "0")}`, life]);

const batches = [
  { guests: true, lives: new Map(born.slice(0, withGuests)) },
  ...Array.from({ length: Math.ceil((count - withGuests) / perStack) }, (_, batch) => {
    const first = withGuests + batch * perStack;
    return { guests: false, lives: new Map(born.slice(first, first + perStack)) };
  }),
];

for (const batch of batches) {
  const whose = batch.guests ? "with operating systems of their own" : "whose systems rest";
  describe(`${batch.lives.size} generated lives of servers ${whose}`, function () {
    this.timeout(600_000);
    let ground: Ground;
    let estate: LivingEstate;
    let empty: WorldFacts;

    before(async () => {
      ground = await openGround({ environment });
      if (!batch.guests) {
        await leaveGuestsAlone(ground);
      }
      await run(await ground.open("site"), "up");
      estate = await LivingEstate.of(ground, "chemistry", batch.lives);
      empty = estate.world();
    });

    after(() => ground.close());

    it("come up, and a second preview is empty", () => estate.beBorn());

    for (let nth = 1; nth <= changes; nth += 1) {
      it(`change ${nth}: what the preview says is what the world sees`, () => estate.change(nth));
    }

    it("end only when that is confirmed, in one go, and nothing of others has moved", () =>
      estate.die(empty));
  });
}

/** A catalog that says nothing of administration keeps nothing on the servers themselves. */
async function leaveGuestsAlone({ stacks }: Ground): Promise<void> {
  const file = join(stacks, "catalog.yaml");
  const catalog = parseDocument(await readFile(file, "utf8"));
  assert.ok(catalog.delete("administration"));
  await writeFile(file, String(catalog));
}
