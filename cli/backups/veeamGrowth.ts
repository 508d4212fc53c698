import type { Temporal } from "temporal-polyfill";
import { isNamed } from "../../components/backup/veeam/agents.js";
import { keyOf } from "../../components/backup/veeam/jobs.js";
import { Session } from "../../components/backup/veeam/session.js";
import { growthOfFiles } from "../../components/service/backup/growth.js";
import type { Grown } from "./growthRows.js";
import { type BackupFile, readBackups, readFiles, readJobs, readPoints } from "./veeamRecords.js";
import { briefly, type VeeamScope } from "./veeamSource.js";

/** What the files of one object of a backup are, and whose states are in them. */
interface Chain {
  readonly files: readonly BackupFile[];
  readonly names: ReadonlySet<string>;
}

/**
 * What the backups of servers take on a backup server, by the servers' names, and how much is
 * written of them in a week. A file of which the states of one machine are a part is its own, as all
 * are since version 13; an older repository may have one file for all machines of a job, of which
 * nobody knows who has how much.
 *
 * @see https://helpcenter.veeam.com/docs/vbr/userguide/per_vm_backup_files.html
 */
export async function growthOnBackupServer(
  { connection, jobs: watched, patience = briefly }: VeeamScope,
  now: Temporal.Instant,
): Promise<ReadonlyMap<string, Grown>> {
  const session = new Session(connection, patience);
  const grown = new Map<string, Grown>();
  try {
    const jobs = await readJobs(session);
    for (const { key, servers, formerly = {} } of watched) {
      const job = jobs.find((one) => keyOf(one) === key);
      const chains = job === undefined ? [] : await chainsOf(session, job.id);
      for (const server of servers) {
        const names = [server, ...(formerly[server] ?? [])];
        grown.set(server, grownBy(names, chains, now));
      }
    }
    return grown;
  } finally {
    await session.end();
  }
}

/** The files of a job, by the objects that they belong to. */
async function chainsOf(session: Session, jobId: string): Promise<readonly Chain[]> {
  const chains: Chain[] = [];
  for (const backup of await readBackups(session, jobId)) {
    const points = await readPoints(session, backup);
    const files = await readFiles(session, backup);
    for (const object of new Set(files.map(({ objectId }) => objectId))) {
      const own = files.filter(({ objectId }) => objectId === object);
      const held = points.filter((point) =>
        own.some(
          ({ id, restorePointIds }) =>
            point.backupFileId === id || restorePointIds.includes(point.id),
        ),
      );
      chains.push({ files: own, names: new Set(held.map(({ name }) => name)) });
    }
  }
  return chains;
}

/** How a server grows that has, or had, one of these names. */
function grownBy(names: readonly string[], chains: readonly Chain[], now: Temporal.Instant): Grown {
  const isOwn = (name: string) => isNamed({ name }, ...names);
  const own = chains.filter((chain) => [...chain.names].some(isOwn));
  if (own.length === 0) {
    return { reason: "no file on the backup server has a backup of it" };
  }
  if (!own.every((chain) => [...chain.names].every(isOwn))) {
    return { reason: "its backups lie in the same files as those of others" };
  }
  const files = own.flatMap((chain) => chain.files.map(({ stored }) => stored));
  const { heldGiB, weeklyGiB } = growthOfFiles(files, now);
  return { storedGiB: heldGiB, weeklyGiB };
}
