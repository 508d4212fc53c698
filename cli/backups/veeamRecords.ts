import type { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { type Job, job, pageOf } from "../../components/backup/veeam/models.js";
import type { Request } from "../../components/backup/veeam/request.js";
import type { Session } from "../../components/backup/veeam/session.js";
import type { StoredFile } from "../../components/service/backup/growth.js";
import { instantField } from "../instant.js";

const result = z.object({ result: z.string(), message: z.string().nullish() });

const backup = z.object({ id: z.string() });

const run = z.object({
  id: z.string(),
  creationTime: instantField,
  state: z.string(),
  result: result.nullish(),
});

/** A run of a job. */
export type Run = z.infer<typeof run>;

const restore = z.object({
  name: z.string(),
  creationTime: instantField,
  endTime: instantField.nullish(),
  state: z.string(),
  result: z.object({ result: z.string(), isCanceled: z.boolean().nullish() }).nullish(),
});

/** A restore of a machine. */
export type Restore = z.infer<typeof restore>;

const task = z.object({ name: z.string(), result: result.nullish() });

/** What a run did with one machine. */
export type Task = z.infer<typeof task>;

const restorePoint = z.object({
  id: z.string(),
  name: z.string(),
  creationTime: instantField,
  sessionId: z.string().nullish(),
  allowedOperations: z.array(z.string()),
  malwareStatus: z.string().nullish(),
  backupFileId: z.string().nullish(),
});

/** A state of a machine that a backup holds. */
export type RestorePoint = z.infer<typeof restorePoint>;

/** All jobs of a backup server. */
export function readJobs(session: Session) {
  return session.all({ method: "GET", path: "/api/v1/jobs" }, job);
}

const named = z.array(z.object({ name: z.string() })).default([]);

const members = z.object({
  virtualMachines: z.object({ includes: named }).default({ includes: [] }),
  computers: named,
});

/** The names of the machines that a job backs up; those with agents come with their domain. */
export function membersOf(found: Job): readonly string[] {
  const { virtualMachines, computers } = members.parse(found);
  return [...virtualMachines.includes, ...computers].map(({ name }) => name);
}

/** The chains of restore points that a job has made. */
export async function readBackups(session: Session, jobId: string): Promise<readonly string[]> {
  const query = { jobIdFilter: jobId };
  const backups = await session.all({ method: "GET", path: "/api/v1/backups", query }, backup);
  return backups.map(({ id }) => id);
}

const file = z.object({
  ...{ id: z.string(), objectId: z.string(), backupSize: z.number() },
  creationTime: instantField,
  restorePointIds: z.array(z.string()).default([]),
  gfsPeriods: z.array(z.string()).default([]),
});

/** A file of a backup, and what it holds. */
export interface BackupFile {
  readonly id: string;
  /** What was backed up: a machine, or all of a job that share a file. */
  readonly objectId: string;
  readonly restorePointIds: readonly string[];
  readonly stored: StoredFile;
}

const gibibyte = 2 ** 30;

/** The files of a backup. */
export async function readFiles(
  session: Session,
  backupId: string,
): Promise<readonly BackupFile[]> {
  const path = `/api/v1/backups/${backupId}/backupFiles`;
  const files = await session.all({ method: "GET", path }, file);
  return files.map(({ backupSize, creationTime, gfsPeriods, ...about }) => ({
    ...about,
    stored: {
      at: creationTime,
      sizeGiB: backupSize / gibibyte,
      isKeptLonger: gfsPeriods.some((period) => period !== "None"),
    },
  }));
}

/** All restore points of a backup. */
export function readPoints(session: Session, backupIdFilter: string): Promise<RestorePoint[]> {
  const query = { backupIdFilter };
  return session.all({ method: "GET", path: "/api/v1/restorePoints", query }, restorePoint);
}

/** The runs of a job since a time. */
export function readRuns(session: Session, jobId: string, since: Temporal.Instant): Promise<Run[]> {
  const query = { jobIdFilter: jobId, createdAfterFilter: since.toString() };
  return session.all({ method: "GET", path: "/api/v1/sessions", query }, run);
}

/** The backups of the server's own configuration since a time. */
export function readConfigurationRuns(session: Session, since: Temporal.Instant): Promise<Run[]> {
  const query = { typeFilter: "ConfigurationBackup", createdAfterFilter: since.toString() };
  return session.all({ method: "GET", path: "/api/v1/sessions", query }, run);
}

/** The restores of whole machines since a time. */
export function readRestores(session: Session, since: Temporal.Instant): Promise<Restore[]> {
  const query = { typeFilter: "RestoreVm", createdAfterFilter: since.toString() };
  return session.all({ method: "GET", path: "/api/v1/sessions", query }, restore);
}

/** What a run did with each machine. */
export function readTasks(session: Session, runId: string): Promise<Task[]> {
  const query = { sessionIdFilter: runId, typeFilter: "Backup" };
  return session.all({ method: "GET", path: "/api/v1/taskSessions", query }, task);
}

/** The restore points of a chain, the newest first, page after page for as long as they are wanted. */
export async function* newestPoints(
  session: Session,
  backupIdFilter: string,
): AsyncGenerator<RestorePoint, void> {
  const order = { backupIdFilter, orderColumn: "CreationTime", orderAsc: false };
  for (let skip = 0; ; ) {
    const query = { ...order, skip, limit: 200 };
    const request: Request = { method: "GET", path: "/api/v1/restorePoints", query };
    const { data, pagination } = await session.ask(request, pageOf(restorePoint));
    yield* data;
    skip += data.length;
    if (data.length === 0 || skip >= pagination.total) {
      return;
    }
  }
}
