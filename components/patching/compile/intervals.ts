import type { Temporal } from "temporal-polyfill";
import { dateInMonth } from "../../service/time/dates.js";
import type { MonthRule } from "./monthRules.js";

/** A rule for schedulers that name no months: from one month on, every so many months. */
export interface MonthInterval {
  /** 1; 12 for one month of the year; 48 where leap years count. */
  readonly everyMonths: 1 | 12 | 48;
  /** The weekday from which the first opening is counted. */
  readonly counted: Temporal.PlainDate;
  readonly first: Temporal.PlainDate;
}

/** The intervals of a rule whose first openings are on a date or after it. */
export function intervalsOf(rule: MonthRule, from: Temporal.PlainDate): readonly MonthInterval[] {
  const found = new Map<string, MonthInterval>();
  let month = from.toPlainYearMonth().subtract({ months: 1 });
  while (found.size < turnsOf(rule)) {
    const counted = dateInMonth(month, { ...rule, offsetDays: 0 });
    const first = counted.add({ days: rule.offsetDays });
    const turn = turnOf(rule, month);
    if (holdsIn(rule, month) && !found.has(turn) && first.since(from).sign >= 0) {
      found.set(turn, { everyMonths: monthsBetween(rule), counted, first });
    }
    month = month.add({ months: 1 });
  }
  return [...found.values()];
}

/** The same interval without its first opening. */
export function laterInterval(rule: MonthRule, interval: MonthInterval): MonthInterval {
  const { everyMonths, counted } = interval;
  const month = counted.toPlainYearMonth().add({ months: everyMonths });
  const later = dateInMonth(month, { ...rule, offsetDays: 0 });
  return { everyMonths, counted: later, first: later.add({ days: rule.offsetDays }) };
}

/** The dates of a rule from a date on and before another one. */
export function datesOf(
  rule: MonthRule,
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
): readonly Temporal.PlainDate[] {
  const dates: Temporal.PlainDate[] = [];
  let month = from.toPlainYearMonth().subtract({ months: 1 });
  while (month.toPlainDate({ day: 1 }).until(until).sign > 0) {
    const date = dateInMonth(month, rule);
    if (holdsIn(rule, month) && date.since(from).sign >= 0 && date.until(until).sign > 0) {
      dates.push(date);
    }
    month = month.add({ months: 1 });
  }
  return dates;
}

function holdsIn({ months, years }: MonthRule, { month, inLeapYear }: Temporal.PlainYearMonth) {
  const inYears = years === "every" || inLeapYear === (years === "leap");
  return inYears && (months === undefined || months.includes(month));
}

function turnOf(rule: MonthRule, { month, year }: Temporal.PlainYearMonth): string {
  const turns = { 1: "every", 12: `${month}`, 48: `${month} ${year % 4}` };
  return turns[monthsBetween(rule)];
}

/** How many intervals a rule has. */
function turnsOf({ months = [0], years }: MonthRule): number {
  const yearsOfFour = { every: 1, leap: 1, common: 3 };
  return months.length * yearsOfFour[years];
}

function monthsBetween({ months, years }: MonthRule): 1 | 12 | 48 {
  if (years !== "every") {
    return 48;
  }
  return months === undefined ? 1 : 12;
}
