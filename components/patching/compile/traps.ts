import { Temporal } from "temporal-polyfill";
import type { CompileContext } from "./context.js";
import { monthRules } from "./monthRules.js";
import type { Plan } from "./plan.js";

/**
 * The date of the next opening, when the weekday from which a scheduler counts it is not in the
 * future any more on the planning date: a rule created then misses it.
 */
export function lateOpening(
  { repeating, segments }: Plan,
  { asOf }: CompileContext,
): Temporal.PlainDate | undefined {
  const opening = segments.find(({ resumes }) => !resumes)?.first;
  if (repeating === undefined || "every" in repeating || opening === undefined) {
    return undefined;
  }
  const rule = monthRules(repeating).find(
    ({ months, offsetDays }) =>
      months === undefined || months.includes(opening.subtract({ days: offsetDays }).month),
  );
  const counted = opening.subtract({ days: rule?.offsetDays ?? 0 });
  return counted.equals(opening) || Temporal.PlainDate.compare(asOf, counted) < 0
    ? undefined
    : opening;
}
