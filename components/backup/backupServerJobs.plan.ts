import type { BackupServerKind } from "../service/backup/backupServer.js";
import { keepBackupJobs, releaseBackupJobs } from "../service/backup/backupServerCommands.js";
import { describeSchedule } from "../service/backup/schedule.js";
import { type BackedUpMachine, jobName, type PlannedJobs } from "./plannedJobs.js";
import { veeamProgram } from "./veeam/readProgram.js";
import { veeamDocument } from "./veeam/veeamDocument.js";

/** How jobs are kept on a kind of backup server: fixed commands, a program, and what it is told. */
interface Driver {
  readonly keep: string;
  readonly release: string;
  readonly program: () => string;
  readonly document: (
    jobs: PlannedJobs,
    machines: readonly BackedUpMachine[],
    password: string,
  ) => Readonly<Record<string, unknown>>;
}

/** How jobs are kept, by the kind of the backup server. */
export const drivers: Readonly<Record<BackupServerKind, Driver>> = {
  veeam: {
    keep: keepBackupJobs,
    release: releaseBackupJobs,
    program: veeamProgram,
    document: veeamDocument,
  },
};

/** What a program is sent: what it is told on one line, and itself. */
export function sentJobs(
  jobs: PlannedJobs,
  machines: readonly BackedUpMachine[],
  password: string,
): string {
  const { document, program } = drivers[jobs.server.kind];
  return `${JSON.stringify(document(jobs, machines, password))}\n${program()}`;
}

/** What a program is told of a class, whoever the members are. */
export function demandedJobs(jobs: PlannedJobs): Readonly<Record<string, unknown>> {
  return drivers[jobs.server.kind].document(jobs, [], "");
}

/** What a person may read of the jobs; holds no secret. */
export function describeJobs(planned: PlannedJobs, servers: readonly string[]) {
  const { backup, server } = planned;
  return {
    job: jobName(planned),
    server: new URL(server.address).hostname,
    repository: server.repository,
    schedule: describeSchedule(backup.schedule),
    copies: backup.copies.map(({ place }) => server.backupCopies[place] ?? place),
    servers,
  };
}
