import { Temporal } from "temporal-polyfill";
import type { CompileContext } from "./context.js";
import { monthRules } from "./monthRules.js";
import type { Plan } from "./plan.js";

/** A next opening that a rule created on the planning date may miss. */
export interface CreationTrap {
  /** The weekday of the month from which the scheduler counts, `YYYY-MM-DD`. */
  readonly counted: string;
  /** The opening that is missed. */
  readonly opening: string;
}

/**
 * The next opening, when the day from which the scheduler counts its offset is not in the future
 * any more on the planning date.
 */
export function creationTraps(plan: Plan, { asOf }: CompileContext): readonly CreationTrap[] {
  const { repeating, segments } = plan;
  const opening = segments.find(({ resumes }) => !resumes)?.first;
  if (repeating === undefined || "every" in repeating || opening === undefined) {
    return [];
  }
  const rule = monthRules(repeating).find(
    ({ months, offsetDays }) =>
      months === undefined || months.includes(opening.subtract({ days: offsetDays }).month),
  );
  const counted = opening.subtract({ days: rule?.offsetDays ?? 0 });
  return counted.equals(opening) || Temporal.PlainDate.compare(asOf, counted) < 0
    ? []
    : [{ counted: counted.toString(), opening: opening.toString() }];
}
