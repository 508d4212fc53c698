import { Temporal } from "temporal-polyfill";

/** What was written on the disks of a server when a backup of it began. */
export interface WrittenData {
  readonly at: Temporal.Instant;
  readonly sizeGiB: number;
}

/** How the data of a server grows. */
export interface DataGrowth {
  /** What the newest backup holds. */
  readonly dataGiB: number;
  /** By how much more is written after a week; undefined before the first week is over. */
  readonly weeklyGiB: number | undefined;
}

/** Weeks that are looked at, in days. */
const lookedAtDays = 28;

/** The two backups that growth is told by: the first of the last four weeks and the newest. */
export function toldBy<Point extends { readonly at: Temporal.Instant }>(
  points: readonly Point[],
  now: Temporal.Instant,
): readonly [first: Point, newest: Point] | undefined {
  const sorted = points.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
  const newest = sorted.at(-1);
  const first = sorted.find(({ at }) => daysBetween(at, now) <= lookedAtDays) ?? newest;
  return first && newest && [first, newest];
}

/** How data grew from one backup to another. */
export function dataGrowth(first: WrittenData, newest: WrittenData): DataGrowth {
  const weeks = daysBetween(first.at, newest.at) / 7;
  return {
    dataGiB: newest.sizeGiB,
    weeklyGiB: weeks < 1 ? undefined : (newest.sizeGiB - first.sizeGiB) / weeks,
  };
}

const daysBetween = (from: Temporal.Instant, to: Temporal.Instant) =>
  (to.epochMilliseconds - from.epochMilliseconds) / 86_400_000;
