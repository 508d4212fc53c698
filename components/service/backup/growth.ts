import { Temporal } from "temporal-polyfill";

/** A file that a job has written. */
export interface StoredFile {
  readonly at: Temporal.Instant;
  readonly sizeGiB: number;
  /** Whether it is kept longer than the days of its job. */
  readonly isKeptLonger: boolean;
}

/** What a job has written into a repository and not removed yet. */
export interface StoredBackups {
  readonly job: string;
  /** Days after which it removes a file; undefined where nobody knows that. */
  readonly keptDays: number | undefined;
  readonly files: readonly StoredFile[];
}

/** How what a job writes grows. */
export interface Growth {
  readonly job: string;
  readonly heldGiB: number;
  /** What it writes in a week, by the last four; undefined before the first week is over. */
  readonly weeklyGiB: number | undefined;
}

const lookedAtDays = 28;

/**
 * How much a job writes in a week: all of the last four weeks, but the file with which it began,
 * which is a whole backup and no growth.
 */
export function growthOf({ job, files }: StoredBackups, now: Temporal.Instant): Growth {
  return { job, ...growthOfFiles(files, now) };
}

/** The same of some files, whoever has written them. */
export function growthOfFiles(
  files: readonly StoredFile[],
  now: Temporal.Instant,
): Omit<Growth, "job"> {
  const sorted = files.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
  const [first, ...later] = sorted;
  const heldGiB = sum(sorted);
  const days = first === undefined ? 0 : ageDays(first.at, now);
  const recent = later.filter(({ at }) => ageDays(at, now) <= lookedAtDays);
  const weeks = Math.min(days, lookedAtDays) / 7;
  return { heldGiB, weeklyGiB: weeks < 1 ? undefined : sum(recent) / weeks };
}

/**
 * The day, counted from now, on which a repository is full if everything goes on as in the last
 * weeks: each job writes as much as it did, and removes what its days are over. Undefined when it
 * is not full within the horizon.
 *
 * @param horizon in days
 */
export function fullInDays(
  freeGiB: number,
  jobs: readonly StoredBackups[],
  { now, horizon }: { readonly now: Temporal.Instant; readonly horizon: number },
): number | undefined {
  const writers = jobs.map((job) => writerOf(job, now));
  for (let day = 0; day <= horizon; day += 1) {
    const added = writers.reduce((total, writer) => total + addedBy(writer, day), 0);
    if (added > freeGiB) {
      return day;
    }
  }
  return undefined;
}

/** What a job will do: what it writes in a day, for how long, and when files of now are removed. */
interface Writer {
  readonly dailyGiB: number;
  readonly keptDays: number;
  readonly removed: readonly { readonly day: number; readonly sizeGiB: number }[];
}

/** Whatever is removed first goes into the whole backup with which all began, which stays. */
function writerOf(job: StoredBackups, now: Temporal.Instant): Writer {
  const { keptDays = Infinity, files } = job;
  const [, ...later] = files.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
  return {
    dailyGiB: (growthOf(job, now).weeklyGiB ?? 0) / 7,
    keptDays,
    removed: later
      .filter(({ isKeptLonger }) => !isKeptLonger)
      .map(({ at, sizeGiB }) => ({ day: keptDays - ageDays(at, now), sizeGiB }))
      .filter(({ day }) => day >= 0),
  };
}

/** What a job has written until a day, less what it has removed by then. */
function addedBy({ dailyGiB, keptDays, removed }: Writer, day: number): number {
  const gone = removed.filter((file) => file.day < day);
  return dailyGiB * Math.min(day, keptDays) - sum(gone);
}

const ageDays = (at: Temporal.Instant, now: Temporal.Instant) =>
  (now.epochMilliseconds - at.epochMilliseconds) / 86_400_000;

const sum = (files: readonly { readonly sizeGiB: number }[]) =>
  files.reduce((total, { sizeGiB }) => total + sizeGiB, 0);
