import { Temporal } from "temporal-polyfill";
import { opensOn } from "./dates.js";
import { openingAt } from "./instants.js";
import { frozenBy } from "./openings.js";
import type { MovedOpening, Schedule, WindowException } from "./schedule.js";

/** An exception that contradicts its schedule. */
export interface ExceptionProblem {
  /** Its place in `exceptions`. */
  readonly index: number;
  /** What of it is wrong. */
  readonly field: "opening" | "to";
  readonly message: string;
  readonly fix: string;
}

/** What contradicts itself in the exceptions of a schedule; empty when nothing does. */
export function exceptionProblems(schedule: Schedule): readonly ExceptionProblem[] {
  const { exceptions = [] } = schedule;
  return exceptions.flatMap((exception, index) =>
    [
      unknownOpening(schedule, exception),
      exceptions.findIndex(({ opening }) => opening === exception.opening) < index
        ? secondException(exception)
        : undefined,
      exception.action === "move" ? frozenMove(schedule, exception) : undefined,
    ].flatMap((problem) => (problem === undefined ? [] : [{ index, ...problem }])),
  );
}

type Problem = Omit<ExceptionProblem, "index"> | undefined;

function unknownOpening({ window }: Schedule, { opening, action }: WindowException): Problem {
  return opensOn(window, Temporal.PlainDate.from(opening))
    ? undefined
    : {
        field: "opening",
        message: `the window does not open on ${opening}, so there is nothing to ${action}`,
        fix: "Name the local date of a regular opening.",
      };
}

function secondException({ opening }: WindowException): Problem {
  const message = `the opening of ${opening} has more than one exception`;
  return { field: "opening", message, fix: "Keep one." };
}

function frozenMove(schedule: Schedule, { opening, to }: MovedOpening): Problem {
  const target = openingAt(Temporal.PlainDateTime.from(to), schedule.window);
  const freeze = frozenBy(schedule, target);
  return freeze === undefined
    ? undefined
    : {
        field: "to",
        message:
          `the opening of ${opening} is moved to ${to}, which lies in the freeze ` +
          `"${freeze.name}" (${freeze.from} to ${freeze.to})`,
        fix: "Move it elsewhere or skip it.",
      };
}
