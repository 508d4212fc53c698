import { Temporal } from "temporal-polyfill";
import { intervalsOf, laterInterval, type MonthInterval } from "./intervals.js";
import { type MonthRule, monthRules } from "./monthRules.js";
import { dayNames, weekNames } from "./names.js";
import type { RepeatingWindow, Segment } from "./plan.js";

/** One recurrence of a configuration. */
export interface Recurrence {
  readonly key: string;
  readonly recurEvery: string;
  readonly counted: Temporal.PlainDate;
  readonly until: Temporal.PlainDate | undefined;
}

/** A rule, absent when it would end before it begins, and the openings for which it comes late. */
export interface DatedRule {
  readonly rule: readonly Recurrence[];
  readonly missed: readonly Temporal.PlainDate[];
}

/** The recurrences that fire on a segment's openings. */
export function recurrences(
  window: RepeatingWindow,
  { first, until, resumes }: Segment,
  asOf: Temporal.PlainDate,
): readonly DatedRule[] {
  const from = resumes ? `-from-${first.toString()}` : "";
  if ("every" in window) {
    const recurEvery = `Week ${dayNames[window.weekday]}`;
    return [
      { rule: [{ key: `every-week${from}`, recurEvery, counted: first, until }], missed: [] },
    ];
  }
  const happens = (date: Temporal.PlainDate) => until === undefined || date.until(until).sign > 0;
  return monthRules(window).flatMap((rule) =>
    intervalsOf(rule, first)
      .filter((interval) => happens(interval.first))
      .map((interval) => {
        const late = isLate(interval, asOf);
        const next = late ? laterInterval(rule, interval) : interval;
        const key = keyOf(rule, interval) + from;
        const { counted } = next;
        const made = { key, recurEvery: recurEvery(rule, interval), counted, until };
        return { rule: happens(next.first) ? [made] : [], missed: late ? [interval.first] : [] };
      }),
  );
}

/** Whether the day from which the first opening is counted is not in the future any more. */
function isLate({ counted, first }: MonthInterval, asOf: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(counted, asOf) <= 0 && !counted.equals(first);
}

function keyOf({ week }: MonthRule, { everyMonths, counted }: MonthInterval): string {
  const month = `month-${counted.month}-${week}`;
  const keys = { 1: "every-month", 12: month, 48: `${month}-leap-plus-${counted.year % 4}` };
  return keys[everyMonths];
}

function recurEvery({ week, weekday, offsetDays }: MonthRule, { everyMonths }: MonthInterval) {
  const interval = everyMonths === 1 ? "Month" : `${everyMonths}Months`;
  const offset = offsetDays === 0 ? "" : ` Offset${offsetDays}`;
  return `${interval} ${weekNames[week]} ${dayNames[weekday]}${offset}`;
}
