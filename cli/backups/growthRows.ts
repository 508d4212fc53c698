import Table from "cli-table3";
import type { DataGrowth } from "../../components/service/backup/dataGrowth.js";
import { type Platform, platformNames } from "../../components/service/platform.js";
import type { Estate } from "../../stacks/schema/model.js";
import { messageOf } from "../stack/run.js";

/** How a server grows, by its backups. */
export interface GrowthRow {
  readonly server: string;
  readonly platform: Platform;
  /** What its newest backup holds; `null` where that is not known. */
  readonly dataGiB: number | null;
  /** What all its backups take where they lie; `null` where that is not known. */
  readonly storedGiB: number | null;
  /**
   * By how much more data there is after a week, or, where what is stored is known, how much is
   * written of it in a week, by the last four; `null` where that is not known.
   */
  readonly weeklyGiB: number | null;
  /** Why something is not known; `null` where all is that its platform can tell. */
  readonly undetermined: string | null;
}

/** What the backups of a server take. */
interface StoredGrowth {
  readonly storedGiB: number;
  /** What is written of them in a week; undefined before the first week is over. */
  readonly weeklyGiB: number | undefined;
}

/** How a server grows, or why nobody knows. */
export type Grown = DataGrowth | StoredGrowth | { readonly reason: string };

/** Asks how the servers with these names grow. */
type AskGrowth = (servers: readonly string[]) => Promise<ReadonlyMap<string, Grown>>;

/** Who tells how servers grow. */
export type GrowthSources = Readonly<Partial<Record<Platform, AskGrowth>>>;

/** How every server of an estate grows, in the order of its file. */
export async function growthRows(
  { servers }: Pick<Estate, "servers">,
  sources: GrowthSources,
): Promise<readonly GrowthRow[]> {
  const platforms = [...new Set(servers.map(({ platform }) => platform))];
  const told = await Promise.all(
    platforms.map(async (platform) => {
      const own = servers.filter((server) => server.platform === platform);
      const names = own.map(({ name }) => name);
      const grown = await sources[platform]?.(names).catch((failure: unknown) => {
        const reason = `${platformNames[platform]} did not answer: ${messageOf(failure)}`;
        return everyone(names, reason);
      });
      return [...(grown ?? everyone(names, "its platform has no place in the estate"))];
    }),
  );
  const known = new Map(told.flat());
  const silent: Grown = { reason: "its platform does not know it" };
  return servers.map(({ name, platform }) => ({
    ...{ server: name, platform },
    ...rowOf(known.get(name) ?? silent),
  }));
}

/** The same of all of them. */
export function everyone(servers: readonly string[], reason: string): Map<string, Grown> {
  return new Map(servers.map((name) => [name, { reason }]));
}

function rowOf(told: Grown) {
  const none = { dataGiB: null, storedGiB: null, weeklyGiB: null };
  if ("reason" in told) {
    return { ...none, undetermined: told.reason };
  }
  const undetermined = told.weeklyGiB === undefined ? "its first week is not over" : null;
  return { ...none, ...told, weeklyGiB: told.weeklyGiB ?? null, undetermined };
}

const head = ["server", "platform", "data", "its backups", "a week", "remarks"];

/** How servers grow as a table, one line each. A question mark is what is not known. */
export function growthTable(rows: readonly GrowthRow[]): string {
  const table = new Table({ head, style: { head: [], border: [] } });
  const gib = (size: number | null) => (size === null ? "?" : `${size.toFixed(1)} GiB`);
  for (const { server, platform, dataGiB, storedGiB, weeklyGiB, undetermined } of rows) {
    table.push([
      ...[server, platformNames[platform]],
      ...[dataGiB, storedGiB, weeklyGiB].map(gib),
      undetermined ?? "",
    ]);
  }
  return table.toString();
}
