/** For how long backups are kept. */
export interface Retention {
  /** Days for which every backup is kept. */
  readonly days: number;
  /** Weeks for which the first backup of each Sunday is kept; of a weekly schedule each one. */
  readonly weeks?: number;
  /** Months for which the first backup of each month is kept. */
  readonly months?: number;
  /** Years for which the first backup of each year is kept. */
  readonly years?: number;
}

/** A step of a retention: which backups, and for how many days. */
export interface RetentionTier {
  readonly of: "backup" | "week" | "month" | "year";
  readonly days: number;
}

/** The steps of a retention, the finest first; months have 31 days and years 366. */
export function tiersOf({ days, weeks, months, years }: Retention): readonly RetentionTier[] {
  return [
    { of: "backup", days },
    ...(weeks === undefined ? [] : [{ of: "week" as const, days: 7 * weeks }]),
    ...(months === undefined ? [] : [{ of: "month" as const, days: 31 * months }]),
    ...(years === undefined ? [] : [{ of: "year" as const, days: 366 * years }]),
  ];
}

/** The least and the most days for which a backup is kept. */
export function retentionRange(retention: Retention): {
  readonly least: number;
  readonly most: number;
} {
  const days = tiersOf(retention).map((tier) => tier.days);
  return { least: Math.min(...days), most: Math.max(...days) };
}
