import type { Years } from "./monthRules.js";

/** The last year of rules that depend on leap years: 2100 is none. */
export const lastYear = 2099;

/** Years in a row, both ends included. */
export interface YearRange {
  readonly from: number;
  readonly to: number;
}

/** The years of a rule from a year on, as ranges. */
export function yearRanges(years: Exclude<Years, "every">, from: number): readonly YearRange[] {
  const ranges: YearRange[] = [];
  for (let leap = from - (from % 4); leap <= lastYear; leap += 4) {
    const range = years === "leap" ? { from: leap, to: leap } : { from: leap + 1, to: leap + 3 };
    if (range.to >= from) {
      ranges.push({ from: Math.max(range.from, from), to: Math.min(range.to, lastYear) });
    }
  }
  return ranges;
}
