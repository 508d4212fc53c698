import { Temporal } from "temporal-polyfill";
import type { ExceptionInUse, Verdict } from "../report/model.js";

/** The last day of an exception, at the end of what a verdict says of it. */
const lastDay = /\buntil (\d{4}-\d{2}-\d{2})$/;

/** The exceptions that let findings pass, with the days that they have left. */
export function exceptionsIn(verdicts: readonly Verdict[], asOf: string): ExceptionInUse[] {
  return verdicts.flatMap(({ verdict, exception, rule, urn }) => {
    if (verdict !== "excepted" || exception === undefined) {
      return [];
    }
    const [, until] = lastDay.exec(exception) ?? [];
    const left = until === undefined ? {} : { daysLeft: daysBetween(asOf, until) };
    return [{ rule, urn, exception, ...left }];
  });
}

function daysBetween(from: string, until: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(until)).days;
}
