import { setTimeout as wait } from "node:timers/promises";
import { Temporal } from "temporal-polyfill";
import { hasFailed, isAbout } from "../../components/backup/veeam/restore/follow.js";
import { Session } from "../../components/backup/veeam/session.js";
import type { Connection, Patience } from "../../components/remote/connection.js";
import {
  type BackupState,
  lastRestore,
  type MeasuredRestore,
  measuredRestore,
} from "../../components/service/backup/backupReport.js";
import type { BackupSource } from "./source.js";
import { type Restore, readJobs, readRestores } from "./veeamRecords.js";
import { statesOf, type WatchedJobs } from "./veeamState.js";

/** What is read of a backup server, and how. */
export interface VeeamScope {
  readonly connection: Connection;
  readonly jobs: readonly WatchedJobs[];
  /** @default two minutes for a server that is busy or away */
  readonly patience?: Patience;
}

/** How far restores are looked back for; a backup server forgets sessions after about a year. */
const remembered = { hours: 365 * 24 };

/** For whoever waits at a terminal. */
export const briefly: Patience = { request: 60_000, inAll: 120_000, wait: (time) => wait(time) };

/**
 * What Veeam Backup & Replication knows of the jobs of an estate, and of restores of its machines.
 * It has no restore tests that its API tells of.
 */
export class VeeamBackupSource implements BackupSource {
  private readonly scope: () => Promise<VeeamScope>;

  /** @param scope is asked for when there is something to read */
  constructor(scope: () => Promise<VeeamScope>) {
    this.scope = scope;
  }

  async read(servers: readonly string[]): Promise<ReadonlyMap<string, BackupState>> {
    const { connection, jobs, patience: patient = briefly } = await this.scope();
    const session = new Session(connection, patient);
    const states = new Map<string, BackupState>();
    try {
      const found = await readJobs(session);
      const restores = await readRestores(session, Temporal.Now.instant().subtract(remembered));
      for (const { servers: all, ...watched } of jobs) {
        const own = all.filter((name) => servers.includes(name));
        for (const [name, state] of await statesOf(session, found, { ...watched, servers: own })) {
          const restore = lastRestore(restores.flatMap((one) => measured(one, name)));
          states.set(name, restore && state.kind === "known" ? { ...state, restore } : state);
        }
      }
    } finally {
      await session.end();
    }
    return states;
  }
}

function measured(restore: Restore, server: string): MeasuredRestore[] {
  const { creationTime, endTime } = restore;
  return endTime && isAbout(restore, server)
    ? [measuredRestore(creationTime, endTime, !hasFailed(restore))]
    : [];
}
