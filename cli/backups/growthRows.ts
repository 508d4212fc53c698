import Table from "cli-table3";
import type { Temporal } from "temporal-polyfill";
import { type Platform, platformNames } from "../../components/service/platform.js";
import type { Estate } from "../../stacks/schema/model.js";
import { messageOf } from "../stack/run.js";
import { type Grown, growthOnAws } from "./awsGrowth.js";

/** How the data of a server grows, by its backups. */
export interface GrowthRow {
  readonly server: string;
  readonly platform: Platform;
  /** What its newest backup holds; `null` where that is not known. */
  readonly dataGiB: number | null;
  /** By how much that grows in a week, by the last four; `null` where that is not known. */
  readonly weeklyGiB: number | null;
  /** Why something is not known; `null` where all is. */
  readonly undetermined: string | null;
}

/** Why nobody knows how the data of single servers grows, by the platforms that do not tell it. */
const silent = {
  azure: "Azure tells the size of backups in its reports only (backupReports of the catalog)",
  server: "the backup server tells how its jobs grow: npx comanaged backups site --storage",
} as const;

/** How the data of every server of an estate grows, in the order of its file. */
export async function growthRows(
  estate: Estate,
  now: Temporal.Instant,
  askAws: typeof growthOnAws = growthOnAws,
): Promise<readonly GrowthRow[]> {
  const { aws, customer, servers } = estate;
  const onAws = servers.filter(({ platform }) => platform === "aws").map(({ name }) => name);
  const grown =
    aws === undefined || onAws.length === 0
      ? new Map<string, Grown>()
      : await askAws(onAws, { ...aws, owner: customer.owner }, now).catch(
          (failure: unknown) => `AWS did not answer: ${messageOf(failure)}`,
        );
  return servers.map(({ name, platform }) => {
    const unknown = platform === "azure" ? silent.azure : silent.server;
    const told =
      platform !== "aws"
        ? { reason: unknown }
        : typeof grown === "string"
          ? { reason: grown }
          : (grown.get(name) ?? { reason: "its platform has no place in the estate" });
    return { server: name, platform, ...rowOf(told) };
  });
}

function rowOf(told: Grown) {
  if ("reason" in told) {
    return { dataGiB: null, weeklyGiB: null, undetermined: told.reason };
  }
  const { dataGiB, weeklyGiB = null } = told;
  const undetermined = weeklyGiB === null ? "its first week is not over" : null;
  return { dataGiB, weeklyGiB, undetermined };
}

const head = ["server", "platform", "data", "a week", "remarks"];

/** How data grows as a table, one line for each server. A question mark is what is not known. */
export function growthTable(rows: readonly GrowthRow[]): string {
  const table = new Table({ head, style: { head: [], border: [] } });
  const gib = (size: number | null) => (size === null ? "?" : `${size.toFixed(1)} GiB`);
  for (const { server, platform, dataGiB, weeklyGiB, undetermined } of rows) {
    table.push([
      ...[server, platformNames[platform], gib(dataGiB), gib(weeklyGiB)],
      undetermined ?? "",
    ]);
  }
  return table.toString();
}
