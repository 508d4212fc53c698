import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { buildPacks, packFolder } from "../../policies/build.js";
import { pack } from "../../policies/packs/all.pack.js";
import { median } from "../compare.js";
import type { Ground } from "../ground.js";
import { preview } from "../preview.js";
import { handed, timePack } from "./analyzer.js";
import { awsGuardPack, emptyPack } from "./otherPacks.js";

/** What all rules cost on one stack. */
export interface PolicyCost {
  readonly rules: number;
  readonly resources: number;
  /** Seconds beyond those of a pack without policies. */
  readonly addedSeconds: number;
  /** Those seconds as a share of what AWSGuard adds on the same stack. */
  readonly ratioToAwsGuard: number;
}

const rounds = 3;

/**
 * Times the pack of all rules, an empty one and AWSGuard side by side on the resources that a
 * preview registers. Packs are handed the resources as the engine hands them, without the engine:
 * the noise of a preview of this size is larger than what is measured.
 */
export async function comparePacks(ground: Ground, resources: number): Promise<PolicyCost> {
  const scratch = join(ground.scratch, "packs");
  await mkdir(scratch);
  await buildPacks();
  const stack = handed((await preview(ground, "ours", resources)).registered);
  const folders = [packFolder("all"), await emptyPack(scratch), await awsGuardPack(scratch)];
  const seconds: number[][] = folders.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, folder] of folders.entries()) {
      seconds[index]?.push(await timePack(folder, stack));
    }
  }
  const [ours = 0, empty = 0, awsGuard = 0] = seconds.map(median);
  return {
    rules: pack.rules.length,
    resources: stack.length,
    addedSeconds: Number((ours - empty).toFixed(2)),
    ratioToAwsGuard: Number(((ours - empty) / (awsGuard - empty)).toFixed(2)),
  };
}
