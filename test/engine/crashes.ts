import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { recover } from "../../cli/recover/recover.js";
import { type PulumiRun, pulumi } from "../../cli/stack/pulumi.js";
import { run } from "../../cli/stack/run.js";
import { text } from "../../components/recovery/finder.js";
import { idempotencySetting, idempotencyTag } from "../../components/service/tags.js";
import { requestFaults } from "../../simulator/core/faults.js";
import { readWorld, type SeenObject } from "../../simulator/inspect.js";
import { type SpawnedSimulator, spawnSimulator } from "../../simulator/spawn.js";
import { type CrashPoint, crashDuringUp } from "./crash.js";
import { changedEstate, crashEstate, twinEstate } from "./crashEstate.js";
import { type Ground, openGround } from "./ground.js";
import { removeLost } from "./lost.js";

const stack = "crashlab";
const twin = "crashtwin";

/** Points of an `up`: moments, and writes to the world whose answer is never given. */
export function crashPoints(count: number, seed: number): CrashPoint[] {
  const moment = fc.integer({ min: 1200, max: 7000 }).map((ms) => ({ afterMilliseconds: ms }));
  const write = fc.integer({ min: 1, max: 40 }).map((writes) => ({ afterWrites: writes }));
  return fc.sample(fc.oneof(moment, write), { seed, numRuns: count });
}

/** Where every crash starts afresh, and what must be there when all is over. */
export interface CrashSite {
  /** A ground on which the site stands. */
  readonly template: Ground;
  /** The objects of the estate after a run that nothing disturbed. */
  readonly undisturbed: readonly string[];
  /** What the platforms call those of them that are there from the beginning. */
  readonly lasting: readonly string[];
  /** Everything of the twin, of which nothing may ever move. */
  readonly strangers: readonly SeenObject[];
}

/**
 * Brings up the site and a twin with the same names and, on a copy of both, the estate.
 *
 * @param runs `first` builds the estate, `next` changes it
 */
export async function openCrashSite(runs: "first" | "next" = "first"): Promise<CrashSite> {
  const template = await openGround({ names: [stack, twin] });
  try {
    return await standingOn(template, runs);
  } catch (failure) {
    await template.close();
    throw failure;
  }
}

async function standingOn(template: Ground, runs: "first" | "next"): Promise<CrashSite> {
  await writeFile(join(template.stacks, `${stack}.estate.yaml`), crashEstate);
  await writeFile(join(template.stacks, `${twin}.estate.yaml`), twinEstate);
  await run(await template.open("site"), "up");
  await run(await template.open(twin), "up");
  const opened = await template.open(stack);
  if (runs === "next") {
    await run(opened, "up");
    await writeFile(join(template.stacks, `${stack}.estate.yaml`), changedEstate);
  }
  await template.simulator.stop();
  const copy = await openGround({ template });
  try {
    await run(await copy.open(stack), "up");
    const ids = ownIds(copy.world);
    return {
      template,
      undisturbed: ownObjects(copy.world),
      lasting: ownIds(template.world).filter((id) => ids.includes(id)),
      strangers: twinObjects(copy.world),
    };
  } finally {
    await copy.close();
  }
}

/**
 * Crashes at a point, tries a plain `up`, recovers and brings the estate up; after each step the
 * world tells whether anything was doubled or lost.
 *
 * @returns whether the run was still going on at the point
 */
export async function surviveCrash(site: CrashSite, point: CrashPoint): Promise<boolean> {
  const dieAfterWrites = "afterWrites" in point ? { dieAfterWrites: point.afterWrites } : {};
  const ground = await openGround({ template: site.template, ...dieAfterWrites });
  try {
    const crashed = await crashDuringUp(ground, ground.simulator, stack, point);
    const simulator = await spawnSimulator({ world: ground.world });
    try {
      await comeBack(site, ground, simulator);
    } finally {
      await simulator.stop();
    }
    return crashed;
  } finally {
    await ground.close();
  }
}

/**
 * Runs an `up` in which the platforms fail as asked, and comes back from it as from a crash.
 *
 * @returns whether anything failed
 */
export async function surviveFaults(
  site: CrashSite,
  faults: Parameters<typeof requestFaults>[1],
): Promise<boolean> {
  const ground = await openGround({ template: site.template });
  try {
    requestFaults(ground.world, faults);
    const where = runOf(ground, ground.simulator);
    const failed = await pulumi(where, up).then(
      () => false,
      () => true,
    );
    requestFaults(ground.world, []);
    await comeBack(site, ground, ground.simulator);
    return failed;
  } finally {
    await ground.close();
  }
}

const up = ["up", "--yes", "--skip-preview", "--stack", stack];

function runOf({ engine, project }: Ground, { env }: SpawnedSimulator): PulumiRun {
  return { engine, workDir: project.folder, environment: { ...project.environment, ...env } };
}

/**
 * A plain `up` that may refuse, a recovery, and an `up` that must succeed. In the end everything is
 * there once, and the twin is as it was.
 */
async function comeBack(site: CrashSite, ground: Ground, simulator: SpawnedSimulator) {
  const where = runOf(ground, simulator);
  await pulumi(where, ["cancel", "--yes", "--stack", stack]).catch(() => undefined);
  await pulumi(where, up).catch(() => undefined);
  assertNothingDoubled(ground.world);
  const told: string[] = [];
  await recover({ ...where, stack, say: (line) => told.push(line) });
  await removeLost(told, ground.world, simulator.port);
  await pulumi(where, up);
  await pulumi(where, ["preview", "--expect-no-changes", "--stack", stack]);
  assert.deepEqual(ownObjects(ground.world), site.undisturbed);
  const ids = ownIds(ground.world);
  assert.deepEqual(
    site.lasting.filter((id) => !ids.includes(id)),
    [],
    "objects that others took the place of",
  );
  assert.deepEqual(twinObjects(ground.world), site.strangers);
}

/** The objects that carry a key of the twin, with all that ever happened to them. */
function twinObjects(world: string): SeenObject[] {
  return readWorld(world).objects.filter(({ properties }) =>
    keyOf(properties).startsWith(`comanaged/${twin}/`),
  );
}

/** The objects that carry a key of the crashed stack, as `<kind> <key>`. */
function ownObjects(world: string): string[] {
  return readWorld(world)
    .objects.map(({ kind, properties }) => `${kind} ${keyOf(properties)}`)
    .filter((object) => object.includes(` comanaged/${stack}/`))
    .sort();
}

/** What the platforms call the objects that carry a key of the crashed stack. */
function ownIds(world: string): string[] {
  return readWorld(world).objects.flatMap(({ id, properties }) =>
    keyOf(properties).startsWith(`comanaged/${stack}/`) ? id : [],
  );
}

function assertNothingDoubled(world: string): void {
  const objects = ownObjects(world);
  assert.deepEqual(
    objects.filter((object, index) => objects.indexOf(object) !== index),
    [],
    "objects that exist twice",
  );
}

function keyOf(properties: Readonly<Record<string, unknown>>): string {
  return (
    text(properties, "tags", idempotencyTag) ??
    text(properties, "extraConfig", idempotencySetting) ??
    text(properties, "description") ??
    ""
  );
}
