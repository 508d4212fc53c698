import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { parseDocument } from "yaml";
import { run } from "../../cli/stack/run.js";
import { readEstate } from "../../stacks/schema/read.js";
import { type Ground, openGround } from "../engine/ground.js";
import { offerHyperv } from "../engine/hypervOffer.js";
import { backedUp } from "../engine/lives/backedUp.js";
import { type Life, type LifeServer, lives } from "../engine/lives/life.js";
import { LivingEstate } from "../engine/lives/livingEstate.js";
import type { WorldFacts } from "../engine/lives/worldFacts.js";
import {
  deliverFleet,
  orderOf,
  type PhysicalFleet,
  placeInFleet,
} from "../engine/physicalFleet.js";

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
  { guests: true, ...batchOf(born.slice(0, withGuests)) },
  ...Array.from({ length: Math.ceil((count - withGuests) / perStack) }, (_, batch) => {
    const first = withGuests + batch * perStack;
    return { guests: false, ...batchOf(born.slice(first, first + perStack)) };
  }),
];

for (const batch of batches) {
  const whose = batch.guests ? "with operating systems of their own" : "whose systems rest";
  describe(`${batch.lives.size} generated lives of servers ${whose}`, function () {
    this.timeout(600_000);
    let ground: Ground;
    let fleet: PhysicalFleet;
    let estate: LivingEstate;
    let empty: WorldFacts;

    before(async () => {
      ground = await openGround({ environment });
      offerHyperv(ground.stacks, ground.world);
      fleet = await deliverFleet(ground, batch.machines.map(orderOf));
      if (!batch.guests) {
        await leaveGuestsAlone(ground);
      }
      await run(await ground.open("site"), "up");
      estate = await LivingEstate.of(ground, "chemistry", batch.lives);
      await fleet.letIn(estate.stack);
      empty = estate.world();
    });

    after(async () => {
      fleet.stop();
      await ground.close();
    });

    it("come up, and a second preview is empty", () => estate.beBorn());

    for (let nth = 1; nth <= changes; nth += 1) {
      it(`change ${nth}: what the preview says is what the world sees`, () => estate.change(nth));
    }

    it("are on whole paths to the backups of their classes, and each cut is found", async () => {
      const read = readEstate(ground.stacks, "chemistry");
      const { cuts, ...found } = await backedUp(estate.stack, read, 250);
      assert.deepEqual(found, { machines: batch.lives.size, missing: [], unnoticed: [] });
      assert.ok(cuts > 10, `${cuts} cuts`);
    });

    it("end only when that is confirmed, in one go, and nothing of others has moved", () =>
      estate.die(empty));
  });
}

/** Lives that share a stack; each physical one has a machine of its own. */
function batchOf(some: readonly [string, Life][]) {
  const machines = some.flatMap(([, [birth]]) => (birth.platform === "physical" ? [birth] : []));
  const placed = (server: LifeServer, birth: LifeServer): LifeServer =>
    birth.platform === "physical"
      ? { ...server, ...placeInFleet(machines.indexOf(birth)) }
      : server;
  const all = some.map(([name, [birth, ...later]]): [string, Life] => [
    name,
    [placed(birth, birth), ...later.map((server) => placed(server, birth))],
  ]);
  return { lives: new Map(all), machines };
}

/** A catalog that says nothing of administration keeps nothing on the servers themselves. */
async function leaveGuestsAlone({ stacks }: Ground): Promise<void> {
  const file = join(stacks, "catalog.yaml");
  const catalog = parseDocument(await readFile(file, "utf8"));
  assert.ok(catalog.delete("administration"));
  await writeFile(file, String(catalog));
}
