import type { MonthlyDays } from "../../service/time/dates.js";
import { firstPossibleDay, monthAfter, monthLengths, type Years } from "./monthRules.js";
import { lastYear } from "./years.js";

/** Days of months among which a window's weekday occurs once, as systemd writes them. */
export interface DayRange {
  readonly years: Years;
  /** `*-11..17`; `*~01..07` are the last seven days of every month. */
  readonly days: string;
}

/** The ranges of a monthly window; their number grows where its days cross the end of a month. */
export function dayRanges(days: MonthlyDays): readonly DayRange[] {
  return days.week === "last" ? fromTheEnd(days.offsetDays) : fromTheStart(firstPossibleDay(days));
}

/** The years of a rule from a year on, as systemd repeats them. */
export function repeatedYears(years: Exclude<Years, "every">, from: number): string {
  return [0, 1, 2, 3]
    .map((step) => from + step)
    .filter((year) => (year % 4 === 0) === (years === "leap"))
    .map((year) => `${year}..${lastYear}/4`)
    .join(",");
}

function fromTheEnd(offsetDays: number): readonly DayRange[] {
  const left = 7 - offsetDays;
  return [
    ...(left > 0 ? [range("*~", 1, left)] : []),
    ...(offsetDays > 0 ? [range("*-", Math.max(1, offsetDays - 6), offsetDays)] : []),
  ];
}

function fromTheStart(first: number): readonly DayRange[] {
  const last = first + 6;
  const next = monthLengths
    .filter(({ days }) => last > days)
    .map(({ days, months, years }) => {
      const after = months
        .map((month) => twoDigits(monthAfter(month)))
        .sort()
        .join(",");
      return range(`${after}-`, Math.max(1, first - days), last - days, years);
    });
  return first > 31 ? next : [range("*-", first, Math.min(last, 31)), ...next];
}

function range(prefix: string, first: number, last: number, years: Years = "every"): DayRange {
  const days = first === last ? twoDigits(first) : `${twoDigits(first)}..${twoDigits(last)}`;
  return { years, days: prefix + days };
}

const twoDigits = (value: number): string => String(value).padStart(2, "0");
