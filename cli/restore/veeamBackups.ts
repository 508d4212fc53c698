import { isNamed } from "../../components/backup/veeam/agents.js";
import { keyOf } from "../../components/backup/veeam/jobs.js";
import { Session } from "../../components/backup/veeam/session.js";
import { newestPoints, readBackups, readJobs } from "../backups/veeamRecords.js";
import { briefly, type VeeamScope } from "../backups/veeamSource.js";
import type { FoundBackup } from "./backups.js";

/** Which restore point of a server is looked for. */
interface WantedPoint {
  /** Only points of before this time, in the form of `taken`. */
  readonly before?: string | undefined;
  /** Of the copies that are meant; the backups themselves when absent. */
  readonly place?: string;
  /** Whether its files and disks are enough, and not the whole machine is wanted. */
  readonly isPart?: boolean;
}

/**
 * The newest restore point of a server in the job of its class, from which what is wanted can be
 * restored and in which no malware was found; undefined when there is none.
 */
export async function newestPoint(
  { connection, jobs, patience = briefly }: VeeamScope,
  server: string,
  { before, place, isPart = false }: WantedPoint = {},
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
          if (isNamed(point, server) && isOlder && allows(point, isPart)) {
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

function allows(
  point: {
    readonly allowedOperations: readonly string[];
    readonly malwareStatus?: string | null | undefined;
  },
  isPart: boolean,
): boolean {
  const isInfected = point.malwareStatus === "Infected";
  const operation = isPart ? "StartFlrRestore" : "StartEntireVmRestore";
  return !isInfected && point.allowedOperations.some((one) => one.startsWith(operation));
}
