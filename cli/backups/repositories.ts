import Table from "cli-table3";
import type { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { type Job, job as jobModel } from "../../components/backup/veeam/models.js";
import type { Session } from "../../components/backup/veeam/session.js";
import {
  fullInDays,
  type Growth,
  growthOf,
  type StoredBackups,
} from "../../components/service/backup/growth.js";
import { readFiles } from "./veeamRecords.js";

const state = z.object({
  ...{ id: z.string(), name: z.string() },
  ...{ capacityGB: z.number(), freeGB: z.number() },
});

const backup = z.object({
  ...{ id: z.string(), name: z.string(), repositoryId: z.string() },
  jobId: z.string().nullish(),
});

const retention = z.object({
  retentionPolicy: z.object({ type: z.literal("Days"), quantity: z.number() }),
});

/** A repository of the backup server: how full it is, and when it will be. */
export interface RepositoryRow {
  readonly repository: string;
  readonly capacityGiB: number;
  readonly freeGiB: number;
  readonly jobs: readonly Growth[];
  /** Days until it is full, as it grows now; `null` when that is beyond the horizon. */
  readonly fullInDays: number | null;
  readonly findings: readonly string[];
}

/** When repositories are looked at, and how far ahead. */
export interface Look {
  readonly now: Temporal.Instant;
  /** The least days for which there is to be room. */
  readonly within: number;
}

/** A year and a half: longer forecasts say nothing. */
const horizon = 550;

/** How the repositories of a backup server with these names grow, in their order. */
export async function repositoryRows(
  session: Session,
  names: readonly string[],
  { now, within }: Look,
): Promise<readonly RepositoryRow[]> {
  const get = (path: string) => ({ method: "GET", path }) as const;
  const states = await session.all(get("/api/v1/backupInfrastructure/repositories/states"), state);
  const backups = await session.all(get("/api/v1/backups"), backup);
  const jobs = await session.all(get("/api/v1/jobs"), jobModel);
  const rows: RepositoryRow[] = [];
  for (const name of names) {
    const found = states.find((one) => one.name === name);
    const own = backups.filter(({ repositoryId }) => repositoryId === found?.id);
    const stored: StoredBackups[] = [];
    for (const { id, name: job, jobId } of own) {
      const files = await readFiles(session, id);
      const made = jobs.find((one) => one.id === jobId);
      const keptDays = keptDaysOf(made);
      stored.push({ job, keptDays, files: files.map((file) => file.stored) });
    }
    const { capacityGB = 0, freeGB = 0 } = found ?? {};
    const days = found && fullInDays(freeGB, stored, { now, horizon });
    rows.push({
      ...{ repository: name, capacityGiB: capacityGB, freeGiB: freeGB },
      jobs: stored.map((one) => growthOf(one, now)),
      fullInDays: days ?? null,
      findings: [
        ...(found === undefined ? ["the backup server does not have it"] : []),
        ...(days !== undefined && days < within ? [`it is full in ${days} days`] : []),
      ],
    });
  }
  return rows;
}

/** Days after which a job removes a file; one that is gone removes nothing any more. */
function keptDaysOf(job: Job | undefined): number | undefined {
  return retention.safeParse(job?.["storage"] ?? job?.["target"]).data?.retentionPolicy.quantity;
}

const head = ["repository", "capacity", "free", "job", "held", "a week", "full in", "remarks"];

/** Repositories as a table, a line for each. A question mark is what is not known. */
export function repositoryTable(rows: readonly RepositoryRow[]): string {
  const table = new Table({ head, style: { head: [], border: [] } });
  const gib = (size: number | undefined) => (size === undefined ? "?" : `${size.toFixed(1)} GiB`);
  for (const { repository, capacityGiB, freeGiB, jobs, findings, ...row } of rows) {
    table.push([
      ...[repository, gib(capacityGiB), gib(freeGiB)],
      ...[
        jobs.map(({ job }) => job),
        jobs.map(({ heldGiB }) => gib(heldGiB)),
        jobs.map(({ weeklyGiB }) => gib(weeklyGiB)),
      ].map((lines) => lines.join("\n")),
      row.fullInDays === null ? `more than ${horizon} d` : `${row.fullInDays} d`,
      findings.map((text) => text.toUpperCase()).join("\n"),
    ]);
  }
  return table.toString();
}
