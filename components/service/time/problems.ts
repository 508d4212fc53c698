import { Temporal } from "temporal-polyfill";
import { opensOn } from "./dates.js";
import { openingAt } from "./instants.js";
import { frozenBy } from "./openings.js";
import type { MovedOpening, Schedule } from "./schedule.js";

/** What contradicts itself in a schedule, one sentence each; empty when nothing does. */
export function scheduleProblems(schedule: Schedule): readonly string[] {
  return [
    ...unknownOpenings(schedule),
    ...doubleExceptions(schedule),
    ...backwardFreezes(schedule),
    ...frozenMoves(schedule),
  ];
}

function unknownOpenings({ window, exceptions = [] }: Schedule): readonly string[] {
  return exceptions
    .filter(({ opening }) => !opensOn(window, Temporal.PlainDate.from(opening)))
    .map(
      ({ opening, action }) =>
        `The window does not open on ${opening}, so there is nothing to ${action}. ` +
        "Name the local date of a regular opening.",
    );
}

function doubleExceptions({ exceptions = [] }: Schedule): readonly string[] {
  const dates = exceptions.map(({ opening }) => opening);
  const twice = dates.filter((date, index) => dates.indexOf(date) !== index);
  return [...new Set(twice)].map(
    (date) => `The opening of ${date} has more than one exception. Keep one.`,
  );
}

function backwardFreezes({ freezes = [] }: Schedule): readonly string[] {
  return freezes
    .filter(({ from, to }) => to < from)
    .map(
      ({ name, from, to }) =>
        `Freeze "${name}" ends on ${to}, before it begins on ${from}. Swap them.`,
    );
}

function frozenMoves(schedule: Schedule): readonly string[] {
  const moves = (schedule.exceptions ?? []).filter(
    (exception): exception is MovedOpening => exception.action === "move",
  );
  return moves.flatMap(({ opening, to }) => {
    const target = openingAt(Temporal.PlainDateTime.from(to), schedule.window);
    const freeze = frozenBy(schedule, target);
    return freeze === undefined
      ? []
      : [
          `The opening of ${opening} is moved to ${to}, which lies in freeze "${freeze.name}" ` +
            `(${freeze.from} to ${freeze.to}). Move it elsewhere or skip it.`,
        ];
  });
}
