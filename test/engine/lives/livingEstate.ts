import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { isEmpty, run } from "../../../cli/stack/run.js";
import { packFolder } from "../../../policies/build.js";
import { estateFile } from "../changingEstate.js";
import type { Ground } from "../ground.js";
import { watchedRun } from "../watchedRun.js";
import type { Life, LifeServer } from "./life.js";
import { keptAllDisks, nothingElseMoved } from "./unmoved.js";
import { type WorldFacts, worldFacts } from "./worldFacts.js";

/** Servers by name, as an estate's file has them. */
type Servers = Readonly<Record<string, LifeServer>>;

/** An estate whose servers live their lives side by side, on the real engine. */
export class LivingEstate {
  private readonly ground: Ground;
  private readonly lives: ReadonlyMap<string, Life>;
  readonly stack: Stack;

  private constructor(ground: Ground, stack: Stack, lives: ReadonlyMap<string, Life>) {
    this.ground = ground;
    this.stack = stack;
    this.lives = lives;
  }

  static async of(ground: Ground, stack: string, lives: ReadonlyMap<string, Life>) {
    return new LivingEstate(ground, await ground.open(stack), lives);
  }

  /** How many changes every life has after birth. */
  get changes(): number {
    return Math.min(...[...this.lives.values()].map((life) => life.length)) - 1;
  }

  /** Brings all servers up; a second preview is empty. */
  async beBorn(): Promise<void> {
    await this.write(this.serversAt(0));
    await run(this.stack, "up");
    await this.isSettled();
    const { machines } = this.world();
    assert.deepEqual([...machines.keys()].sort(), [...this.lives.keys()].sort());
  }

  /**
   * Makes one change of every life, in which no rule finds anything, and holds what was said of it
   * against what the world saw.
   */
  async change(nth: number): Promise<void> {
    const [before, after] = [this.serversAt(nth - 1), this.serversAt(nth)];
    const was = this.world();
    await this.write(after);
    const preview = await watchedRun(this.stack, "preview", { policyPack: packFolder("all") });
    assert.deepEqual(preview.found, []);
    assert.ok(!preview.failed, preview.told.join("\n"));
    const up = await watchedRun(this.stack, "up");
    assert.ok(!up.failed, up.told.join("\n"));
    await this.isSettled();
    const is = this.world();
    const changed = Object.keys(after).filter((name) => !isSame(before[name], after[name]));
    for (const name of Object.keys(after)) {
      const said = preview.told.find((line) => line.startsWith(`${name}: `));
      saidWhatWasSeen(name, said, changed.includes(name), [was, is]);
    }
    keptAllDisks(was, is);
    nothingElseMoved(new Set(changed), was, is);
  }

  /**
   * Destroys the estate, which is refused until its end is confirmed; then all goes in one go, and
   * of strangers nothing moves.
   */
  async die(before: WorldFacts): Promise<void> {
    const servers = this.serversAt(this.changes);
    const alive = this.world();
    await assert.rejects(this.stack.destroy({ previewOnly: true }), /protected/);
    const destroy = { estate: this.stack.name, until: "2026-12-31" };
    await writeFile(this.file, estateFile({ servers, destroy }));
    await run(this.stack, "up");
    assert.deepEqual(this.world().world.objects, alive.world.objects);
    await this.stack.destroy();
    const is = this.world();
    assert.deepEqual([...is.machines.keys()], []);
    keptDataDisks(servers, alive.disks, is);
    nothingElseMoved(new Set(), before, is);
  }

  world(): WorldFacts {
    return worldFacts(this.ground.world);
  }

  private get file(): string {
    return join(this.ground.stacks, `${this.stack.name}.estate.yaml`);
  }

  private write(servers: Servers): Promise<void> {
    return writeFile(this.file, estateFile({ servers }));
  }

  private serversAt(change: number): Servers {
    const entries = [...this.lives].map(([name, life]) => [name, life[change] ?? life[0]] as const);
    return Object.fromEntries(entries);
  }

  private async isSettled(): Promise<void> {
    const second = await run(this.stack, "preview");
    assert.ok(
      isEmpty(second),
      `the second preview is not empty: ${JSON.stringify(second.changes)}`,
    );
  }
}

function isSame(before: unknown, after: unknown): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

/** The same machine, restarted if and only if the preview said so, and silence where nothing changed. */
function saidWhatWasSeen(
  name: string,
  said: string | undefined,
  isChanged: boolean,
  [before, after]: readonly [WorldFacts, WorldFacts],
): void {
  const was = before.machines.get(name);
  const is = after.machines.get(name);
  assert.equal(is?.id, was?.id, `${name} is another machine`);
  const seen = is?.history.slice(was?.history.length).map(({ what }) => what) ?? [];
  assert.ok(!seen.includes("dataLoss"), `${name} lost data`);
  const level = /^\S+: (none|online|reboot)\b/.exec(said ?? "")?.[1];
  assert.equal(level !== undefined, isChanged, `${name}: the preview said ${said}`);
  assert.equal(
    seen.includes("reboot"),
    level === "reboot",
    `${name}: said ${said}, seen ${seen.join(" ")}`,
  );
}

/** vCenter keeps the data disks of a machine that goes. */
function keptDataDisks(
  servers: Servers,
  disks: ReadonlyMap<string, string>,
  { world }: WorldFacts,
): void {
  const there = JSON.stringify(world.objects);
  for (const [name, { platform, disks: described }] of Object.entries(servers)) {
    for (const [label, { removed }] of Object.entries(described)) {
      const uuid = disks.get(`${name} ${label}`);
      // One that was new and removed at once was never there.
      const wasThere = label !== "system" && !(removed && uuid === undefined);
      assert.ok(
        platform !== "vsphere" || !wasThere || (uuid && there.includes(uuid)),
        `${name} ${label} is gone`,
      );
    }
  }
}
