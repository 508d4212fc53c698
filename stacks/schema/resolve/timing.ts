import type { Path, Report } from "../report/finding.js";
import { pathText } from "../report/finding.js";
import type { Promises } from "./promises.js";

/** What everything about time in an estate is judged by. */
export interface Timing {
  /** The planning date; undefined when it is faulty. */
  readonly asOf: string | undefined;
  readonly promises: Promises;
  readonly report: Report;
  /** Takes note of an entry that the planning date has passed: it has no effect and can go. */
  readonly leftover: (path: Path, what: string) => void;
}

/** The timing of an estate, and what is left over in it. */
export function timingOf(
  asOf: string | undefined,
  promises: Promises,
  report: Report,
): { readonly timing: Timing; readonly leftovers: readonly string[] } {
  const leftovers: string[] = [];
  const leftover = (path: Path, what: string) => {
    leftovers.push(`${pathText(path)}: ${what}. It has no effect any more and can be removed.`);
  };
  return { timing: { asOf, promises, report, leftover }, leftovers };
}
