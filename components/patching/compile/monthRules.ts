import type { MonthlyDays } from "../../service/time/dates.js";
import { type Week, type Weekday, weekdays, weeks } from "../../service/window.js";

/** Years in which a rule holds; leap years count with February 29. */
export type Years = "every" | "leap" | "common";

/** A weekday of a month plus at most six days, which is all that the platforms' calendars can say. */
export interface MonthRule {
  /** The months of the weekday, 1 to 12; undefined means every month. */
  readonly months: readonly number[] | undefined;
  readonly years: Years;
  readonly week: Week;
  readonly weekday: Weekday;
  /** 0 to 6. */
  readonly offsetDays: number;
}

/** Months of one length. */
export interface MonthLength {
  readonly days: number;
  readonly months: readonly number[];
  readonly years: Years;
}

/** The months by length, February by years. */
export const monthLengths: readonly MonthLength[] = [
  { days: 31, months: [1, 3, 5, 7, 8, 10, 12], years: "every" },
  { days: 30, months: [4, 6, 9, 11], years: "every" },
  { days: 29, months: [2], years: "leap" },
  { days: 28, months: [2], years: "common" },
];

/** The month after, 1 to 12. */
export const monthAfter = (month: number): number => (month % 12) + 1;

/** The weekday a number of days later, or earlier when it is negative. */
export function weekdayAfter(weekday: Weekday, days: number): Weekday {
  const index = (((weekdays.indexOf(weekday) + days) % 7) + 7) % 7;
  return nth(weekdays, index);
}

/**
 * The day of the month, 1 to 42, on which the seven days begin that a window's opening may have,
 * counted on from the month of its weekday. For the weeks `first` to `fourth`.
 */
export function firstPossibleDay({ week, offsetDays }: MonthlyDays): number {
  return 7 * weeks.indexOf(week) + 1 + offsetDays;
}

/**
 * Rules that together fire exactly on a monthly window's dates.
 *
 * N = 7k + r days after the nth weekday are r days after weekday n + k of the same month, as long
 * as that is at most the fourth; seven days after the last one are the first one of the next
 * month. What begins after day 28 depends on the length of the month: one rule for each length.
 */
export function monthRules(days: MonthlyDays): readonly MonthRule[] {
  const { week, weekday, offsetDays } = days;
  if (week === "last" && offsetDays >= 7) {
    return monthRules({ week: "first", weekday, offsetDays: offsetDays - 7 });
  }
  if (week === "last") {
    return [{ months: undefined, years: "every", week, weekday, offsetDays }];
  }
  const turn = weeks.indexOf(week) + Math.floor(offsetDays / 7);
  if (turn < 4) {
    const later = nth(weeks, turn);
    return [
      { months: undefined, years: "every", week: later, weekday, offsetDays: offsetDays % 7 },
    ];
  }
  const target = weekdayAfter(weekday, offsetDays);
  return monthLengths.map((length) =>
    ruleFor(length, firstPossibleDay(days) - length.days, target),
  );
}

/** The rule for months of one length; `day` counts from the month's end, 1 is the next month's first. */
function ruleFor({ months, years }: MonthLength, day: number, target: Weekday): MonthRule {
  if (day < 1) {
    const offsetDays = day + 6;
    return { months, years, week: "last", weekday: weekdayAfter(target, -offsetDays), offsetDays };
  }
  const offsetDays = (day - 1) % 7;
  return {
    months: months.map(monthAfter).sort((a, b) => a - b),
    years,
    week: nth(weeks, Math.floor((day - 1) / 7)),
    weekday: weekdayAfter(target, -offsetDays),
    offsetDays,
  };
}

function nth<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) {
    throw new RangeError(`there is no entry ${index}`);
  }
  return item;
}
