import type { Compiled, Rendering } from "./compile/rendering.js";

/**
 * A schedule in the form of its platform.
 *
 * @throws RangeError with every reason when the platform cannot keep the schedule; the schema of
 * estates refuses such a group at its line
 */
export function kept<T>(rendering: Rendering<T>): Compiled<T> {
  if (rendering.kind === "refused") {
    throw new RangeError(rendering.excesses.map(({ reason }) => reason).join(" "));
  }
  return rendering;
}
