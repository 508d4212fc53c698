import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import type { CompileOptions } from "../../../../components/patching/compile/context.js";
import type { Refusal, Scheduler } from "../../../../components/patching/compile/rendering.js";
import { planningInstant } from "../../../../components/service/time/instants.js";
import { openings } from "../../../../components/service/time/openings.js";
import type { Schedule } from "../../../../components/service/time/schedule.js";
import { within } from "../evaluators/civil.js";
import { schedulerNames, schedulers } from "../schedulers.js";

/** What the schedulers said about one schedule: a refusal each, or undefined. */
export type Refusals = Readonly<Partial<Record<Scheduler, Refusal>>>;

/**
 * Asserts that every scheduler that takes a schedule fires at the model's instants for ten years,
 * and that every other one takes the window that it calls the nearest.
 */
export function assertAgreement(schedule: Schedule, options: CompileOptions): Refusals {
  const { range, starts } = modelOf(schedule, options.asOf);
  const refusals: Partial<Record<Scheduler, Refusal>> = {};
  for (const scheduler of schedulerNames) {
    const outcome = schedulers[scheduler](schedule, options, range);
    if (outcome.kind === "compiled") {
      assert.deepEqual(outcome.runs, starts, scheduler);
      continue;
    }
    refusals[scheduler] = outcome;
    const nearest = schedulers[scheduler]({ window: outcome.nearest }, options, range);
    assert.equal(nearest.kind, "compiled", `${scheduler} refuses its own nearest window`);
  }
  return refusals;
}

function modelOf(schedule: Schedule, asOf: string) {
  const { timeZone } = schedule.window;
  const end = Temporal.PlainDate.from(asOf).add({ years: 10 }).toString();
  const [from, until] = [planningInstant(asOf, timeZone), planningInstant(end, timeZone)];
  const range = { from: from.epochMilliseconds, until: until.epochMilliseconds };
  const all = openings(schedule, from, until).map(({ start }) => start.epochMilliseconds);
  return { range, starts: within(all, range) };
}
