import type { Ground } from "./ground.js";
import { type Measured, type Program, preview } from "./preview.js";
import { differences } from "./registered.js";

/** The median cost of a program's previews. */
export interface Cost {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Both programs at one number of resources. */
export interface Comparison {
  readonly resources: number;
  /** Previews of each program, of which the medians are given. */
  readonly runs: number;
  readonly plain: Cost;
  readonly ours: Cost;
}

/**
 * Previews a stack with both programs in turn, so that what else the machine does hits both.
 *
 * @throws Error when the programs do not register the same resources
 */
export async function compare(
  ground: Ground,
  { resources, runs }: Pick<Comparison, "resources" | "runs">,
): Promise<Comparison> {
  const measured: Record<Program, Measured[]> = { plain: [], ours: [] };
  for (let done = 0; done < runs; done += 1) {
    const plain = await preview(ground, "plain", resources);
    const ours = await preview(ground, "ours", resources);
    demandSame(ours, plain);
    measured.plain.push(plain);
    measured.ours.push(ours);
  }
  return { resources, runs, plain: cost(measured.plain), ours: cost(measured.ours) };
}

function demandSame(ours: Measured, plain: Measured): void {
  const found = differences(ours.registered, plain.registered);
  if (found.length > 0) {
    const some = found.slice(0, 5).map((line) => `  ${line}`);
    const headline = `the programs register ${found.length} resources differently:`;
    throw new Error([headline, ...some, "Adapt bench/plain."].join("\n"));
  }
}

function cost(runs: readonly Measured[]): Cost {
  return {
    seconds: Number(median(runs.map(({ seconds }) => seconds)).toFixed(1)),
    megabytes: Math.round(median(runs.map(({ megabytes }) => megabytes))),
  };
}

/** The middle of an odd number of figures. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) {
    throw new Error("there is no median of nothing");
  }
  return middle;
}
