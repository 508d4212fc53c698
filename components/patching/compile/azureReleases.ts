import type { Temporal } from "temporal-polyfill";
import { singleOpenings } from "../../service/time/openings.js";
import { plannedReleases, releaseOf } from "../../service/time/releases.js";
import type { Schedule } from "../../service/time/schedule.js";
import { type AzureMaintenance, checks, once, warn, zoneOf } from "./azureConfiguration.js";
import type { CompileContext, CompileOptions } from "./context.js";
import { distinct, type Plan } from "./plan.js";
import { compile, type Rendering } from "./rendering.js";

/** One opening of a group that its test ring holds. */
export interface AzureRelease extends AzureMaintenance {
  /** What a machine has to be released for, the opening's local date; absent in an emergency. */
  readonly release?: string;
}

/**
 * The next openings of a schedule as Azure maintenance configurations that run once each: Azure
 * asks nobody before it runs one, so each needs a scope of its own, which only machines that were
 * released for that opening are in. Emergencies are all there, and open to everybody. An emergency
 * takes the place of an opening that begins with it.
 */
export function compileAzureReleases(
  schedule: Schedule,
  options: CompileOptions,
): Rendering<readonly AzureRelease[]> {
  const write = (plan: Plan, context: CompileContext) => releases(plan, context, options.asOf);
  return compile({ scheduler: "azure", checks, write, warn }, schedule, options);
}

function releases(
  { schedule }: Plan,
  context: CompileContext,
  asOf: string,
): readonly AzureRelease[] {
  const zone = zoneOf(schedule.window, context);
  const { from, until } = context.period;
  const urgent = distinct(
    singleOpenings(schedule, from, until).filter(({ kind }) => kind === "emergency"),
  );
  const isTaken = (at: Temporal.Instant) => urgent.some(({ start }) => start.equals(at));
  const held = plannedReleases(schedule, asOf).filter(({ start }) => !isTaken(start));
  return [
    ...urgent.map((opening) => once(opening, zone)),
    ...held.map((opening) => ({
      ...once(opening, zone),
      release: releaseOf(opening, schedule),
    })),
  ];
}
