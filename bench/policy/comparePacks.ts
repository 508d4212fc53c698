import { loadavg } from "node:os";
import { packFolder } from "../../policies/build.js";
import { pack } from "../../policies/packs/all.pack.js";
import type { Ground } from "../ground.js";
import { preview } from "../preview.js";
import { questionsAbout, type Taken, timePacks } from "./analyzer.js";
import type { OtherPacks } from "./otherPacks.js";

/** What all rules cost on one stack. */
export interface PolicyCost {
  readonly rules: number;
  readonly resources: number;
  /** Seconds beyond those of a pack without policies. */
  readonly addedSeconds: number;
  /** Those seconds as a share of what AWSGuard adds on the same stack. */
  readonly ratioToAwsGuard: number;
  /** Rounds of which the quickest answers count. */
  readonly rounds: number;
  /** How many processes wanted a processor meanwhile, on average over the last minute. */
  readonly load: number;
}

const rounds = 3;

/**
 * Times the pack of all rules, an empty one and AWSGuard side by side on the resources that a
 * preview registers. Packs are handed the resources as the engine hands them, without the engine:
 * the noise of a preview of this size is larger than what is measured.
 */
export async function comparePacks(
  ground: Ground,
  resources: number,
  { empty, awsGuard }: OtherPacks,
): Promise<PolicyCost> {
  const { registered } = await preview(ground, "ours", resources);
  const questions = questionsAbout(registered);
  const folders = [packFolder("all"), empty, awsGuard];
  const taken: (readonly Taken[])[] = [];
  for (let round = 0; round < rounds; round += 1) {
    taken.push(await timePacks(folders, questions));
  }
  const [ours = 0, none = 0, guard = 0] = folders.map((_, index) =>
    quickest(taken.flatMap((round) => round[index] ?? [])),
  );
  return {
    rules: new Set([...pack.rules, ...pack.stackRules.map(({ rule }) => rule)].map(({ id }) => id))
      .size,
    resources: registered.size,
    addedSeconds: Number((ours - none).toFixed(2)),
    ratioToAwsGuard: Number(((ours - none) / (guard - none)).toFixed(2)),
    rounds,
    load: Number((loadavg()[0] ?? 0).toFixed(1)),
  };
}

/** What is slower in another round is the machine's doing. */
function quickest(taken: readonly Taken[]): number {
  return (
    Math.min(...taken.map(({ single }) => single)) + Math.min(...taken.map(({ whole }) => whole))
  );
}
