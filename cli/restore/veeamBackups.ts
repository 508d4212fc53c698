import { isNamed } from "../../components/backup/veeam/agents.js";
import { keyOf } from "../../components/backup/veeam/jobs.js";
import { Session } from "../../components/backup/veeam/session.js";
import { newestPoints, readBackups, readJobs } from "../backups/veeamRecords.js";
import { briefly, type VeeamScope } from "../backups/veeamSource.js";
import type { FoundBackup } from "./backups.js";

/**
 * The newest restore point of a server in the job of its class, from which its whole machine can be
 * restored and in which no malware was found; undefined when there is none.
 *
 * @param before only points of before this time, in the form of `taken`
 * @param place of the copies that are meant; the backups themselves when absent
 */
export async function newestPoint(
  { connection, jobs, patience = briefly }: VeeamScope,
  server: string,
  { before, place }: { readonly before?: string | undefined; readonly place?: string } = {},
): Promise<FoundBackup | undefined> {
  const session = new Session(connection, patience);
  try {
    const own = jobs
      .filter(({ servers }) => servers.includes(server))
      .map(({ key }) => (place === undefined ? key : `${key}/${place}`));
    const found = await readJobs(session);
    for (const job of found.filter((one) => own.includes(keyOf(one) ?? ""))) {
      for (const backup of await readBackups(session, job.id)) {
        for await (const point of newestPoints(session, backup)) {
          const taken = point.creationTime.toString({ smallestUnit: "second" });
          const isOlder = before === undefined || taken < before;
          if (isNamed(point, server) && isOlder && isWhole(point)) {
            return { point: point.id, taken };
          }
        }
      }
    }
    return undefined;
  } finally {
    await session.end();
  }
}

function isWhole(point: {
  readonly allowedOperations: readonly string[];
  readonly malwareStatus?: string | null | undefined;
}): boolean {
  const isInfected = point.malwareStatus === "Infected";
  return (
    !isInfected && point.allowedOperations.some((one) => one.startsWith("StartEntireVmRestore"))
  );
}
