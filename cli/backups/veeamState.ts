import { Temporal } from "temporal-polyfill";
import { isNamed } from "../../components/backup/veeam/agents.js";
import { keyOf } from "../../components/backup/veeam/jobs.js";
import type { Job } from "../../components/backup/veeam/models.js";
import type { Session } from "../../components/backup/veeam/session.js";
import type { BackupFailure, BackupState } from "../../components/service/backup/backupReport.js";
import { oneLine } from "../guests/asking.js";
import {
  membersOf,
  newestPoints,
  type RestorePoint,
  type Run,
  readBackups,
  readRuns,
  readTasks,
  type Task,
} from "./veeamRecords.js";

/** The jobs of a backup class of an estate, and whose backups they are to make. */
export interface WatchedJobs {
  /** Idempotency key of the job; those of its copies go on with a slash and the place. */
  readonly key: string;
  readonly servers: readonly string[];
  /** Names that servers had before, which the backup server may still know them by. */
  readonly formerly?: Readonly<Record<string, readonly string[]>>;
  /** The places of the copies. */
  readonly places: readonly string[];
}

/** For how long failures are of interest; AWS Backup remembers jobs for as long. */
const remembered = { hours: 30 * 24 };

/** What a backup server knows of the servers of a class. */
export async function statesOf(
  session: Session,
  jobs: readonly Job[],
  { key, servers, places, formerly = {} }: WatchedJobs,
): Promise<readonly (readonly [string, BackupState])[]> {
  const job = jobs.find((one) => keyOf(one) === key);
  if (job === undefined) {
    const reason = `no job on the backup server has the key ${key}`;
    return servers.map((name) => [name, { kind: "undetermined", reason }]);
  }
  const runs = await recentRuns(session, job.id);
  const namesOf = (server: string) => [server, ...(formerly[server] ?? [])];
  const newest = await newestOf(session, job.id, { servers, namesOf, runs });
  const copies = new Map<string, Newest>();
  for (const place of places) {
    const copyJob = jobs.find((one) => keyOf(one) === `${key}/${place}`);
    const seen = copyJob && (await newestOf(session, copyJob.id, { servers, namesOf, runs: [] }));
    copies.set(place, seen ?? new Map());
  }
  return servers.map((name) => {
    const { good: lastGood, infected = [] } = newest.get(name) ?? {};
    const stopped = stopOf(job, namesOf(name));
    const state: BackupState = {
      kind: "known",
      ...(lastGood && { lastGood }),
      failures: [
        ...runs.flatMap((run) => failureOf(run, namesOf(name))),
        ...infected.map((at) => ({ at, reason: "malware was found in it" })),
      ],
      copies: new Map([...copies].map(([place, points]) => [place, points.get(name)?.good])),
      ...(stopped !== undefined && { stopped }),
    };
    return [name, state];
  });
}

/** A run with what it did, where not all went well. */
interface KnownRun extends Run {
  readonly tasks: readonly Task[];
}

async function recentRuns(session: Session, jobId: string): Promise<readonly KnownRun[]> {
  const since = Temporal.Now.instant().subtract(remembered);
  const runs = await readRuns(session, jobId, since);
  const known: KnownRun[] = [];
  for (const run of runs.toSorted((a, b) =>
    Temporal.Instant.compare(a.creationTime, b.creationTime),
  )) {
    const tasks = run.result?.result === "Failed" ? await readTasks(session, run.id) : [];
    known.push({ ...run, tasks });
  }
  return known;
}

/** A run that came to no machine failed for all of them. */
function failureOf(
  { creationTime: at, result, tasks }: KnownRun,
  names: readonly string[],
): BackupFailure[] {
  if (result?.result !== "Failed") {
    return [];
  }
  const own = tasks.find((task) => isNamed(task, ...names));
  const failed = tasks.length === 0 ? result : own?.result;
  return failed?.result === "Failed"
    ? [{ at, reason: oneLine(failed.message || "it does not say why") }]
    : [];
}

/** The newest backups of a server, by when they were begun. */
interface NewestBackups {
  readonly good?: Temporal.Instant;
  /** Those after it in which malware was found. */
  readonly infected: readonly Temporal.Instant[];
}

type Newest = ReadonlyMap<string, NewestBackups>;

interface Looked {
  readonly servers: readonly string[];
  readonly namesOf: (server: string) => readonly string[];
  readonly runs: readonly KnownRun[];
}

/** The newest backups of each server that a job has made: pages are read until all have a good one. */
async function newestOf(session: Session, jobId: string, looked: Looked): Promise<Newest> {
  const found = new Map<string, NewestBackups>();
  for (const backup of await readBackups(session, jobId)) {
    const wanted = new Set(looked.servers);
    for await (const point of newestPoints(session, backup)) {
      const { creationTime: at } = point;
      const name = looked.servers.find((server) => isNamed(point, ...looked.namesOf(server))) ?? "";
      if (wanted.has(name) && isWhole(point, looked.runs)) {
        const { good, infected = [] } = found.get(name) ?? {};
        if (point.malwareStatus === "Infected") {
          found.set(name, { ...(good && { good }), infected: [...infected, at] });
        } else {
          found.set(name, { good: later(good, at), infected });
          wanted.delete(name);
        }
      }
      if (wanted.size === 0) {
        break;
      }
    }
  }
  return found;
}

/** Whether something can be restored from it, and its run is over and did not fail. */
function isWhole(point: RestorePoint, runs: readonly KnownRun[]): boolean {
  const run = runs.find(({ id }) => id === point.sessionId);
  const isOver = run === undefined || run.state === "Stopped";
  const failed = run !== undefined && failureOf(run, [point.name]).length > 0;
  return point.allowedOperations.length > 0 && isOver && !failed;
}

function later(one: Temporal.Instant | undefined, other: Temporal.Instant): Temporal.Instant {
  return one !== undefined && Temporal.Instant.compare(one, other) > 0 ? one : other;
}

/** Why no further backups are made. */
function stopOf(job: Job, names: readonly string[]): string | undefined {
  if (job["isDisabled"] === true) {
    return `its job ${oneLine(job.name)} is disabled`;
  }
  return membersOf(job).some((member) => isNamed({ name: member }, ...names))
    ? undefined
    : `it is no member of its job ${oneLine(job.name)}`;
}
