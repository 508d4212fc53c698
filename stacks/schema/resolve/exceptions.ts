import { exceptionProblems } from "../../../components/service/time/problems.js";
import type { Schedule, WindowException } from "../../../components/service/time/schedule.js";
import { windowException } from "../exceptions.js";
import type { Path, Report } from "../report/finding.js";
import { type Listed, listBelow } from "./lists.js";
import { localInstant } from "./localInstant.js";

/** A schedule with the exceptions of its group; what contradicts itself in them is reported. */
export function withExceptions(
  schedule: Schedule,
  raw: unknown,
  path: Path,
  report: Report,
): Schedule {
  const listed = listBelow(raw, "exceptions", windowException, path).flatMap((entry) => {
    const value = exceptionOf(entry, schedule.window.timeZone, report);
    return value === undefined ? [] : [{ path: entry.path, value }];
  });
  if (listed.length === 0) {
    return schedule;
  }
  const whole = { ...schedule, exceptions: listed.map(({ value }) => value) };
  for (const { index, field, message, fix } of exceptionProblems(whole)) {
    report({ path: [...(listed[index]?.path ?? path), field], at: "value", message, fix });
  }
  return whole;
}

function exceptionOf(
  { path, value }: Listed<(typeof windowException)["_zod"]["output"]>,
  timeZone: string,
  report: Report,
): WindowException | undefined {
  const { action, opening, to, reason } = value;
  if (action === "move" && to !== undefined) {
    const at = localInstant(to, timeZone, [...path, "to"], report);
    return at && { action, opening, to, reason };
  }
  if (action === "skip" && to === undefined) {
    return { action, opening, reason };
  }
  report({
    path: [...path, "to"],
    at: "key",
    message: action === "move" ? "is missing" : "belongs to move, and this skips the opening",
    allowed: action === "move" ? "the new local start" : 'no "to" with skip',
    fix: action === "move" ? "Add, for example, to: 2026-12-17T21:00." : "Remove it.",
  });
  return undefined;
}
