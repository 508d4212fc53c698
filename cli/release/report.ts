import Table from "cli-table3";
import { platformNames } from "../../components/service/platform.js";
import { local } from "../calendar/entries.js";
import type { ReleaseRow } from "./release.js";

const head = ["patch group", "test ring", "opening", "verdict", "why", "released by"];

/** Verdicts as a table, one line for each group. */
export function tableOf(rows: readonly ReleaseRow[]): string {
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const row of rows) {
    const { group, ring, timeZone, verdict, writes } = row;
    const opening = "opening" in verdict ? verdict.opening : undefined;
    const opens = opening === undefined ? "" : local(opening.start, timeZone);
    table.push([group, ring, opens, verdict.kind, whyOf(row).join("\n"), writes.join("\n")]);
  }
  return table.toString();
}

function whyOf({ verdict, problems, notBuilt }: ReleaseRow): readonly string[] {
  const why =
    verdict.kind === "released"
      ? [`tested until ${verdict.testedAt.toString({ smallestUnit: "second" })}`]
      : verdict.reasons;
  const missing = notBuilt.map((platform) => `${platformNames[platform]}: not built`);
  return [...why, ...problems, ...missing];
}

/** Verdicts for programs: instants in UTC. @param applied whether the writes were done */
export function jsonOf(
  estates: ReadonlyMap<string, readonly ReleaseRow[]>,
  applied: boolean,
): string {
  const groups = [...estates].flatMap(([stack, rows]) =>
    rows.map(({ group, ring, verdict, writes, problems, notBuilt }) => ({
      ...{ stack, group, ring, verdict: verdict.kind },
      opening: ("opening" in verdict && verdict.opening?.start.toString()) || null,
      testedAt: verdict.kind === "released" ? verdict.testedAt.toString() : null,
      reasons: verdict.kind === "released" ? [] : verdict.reasons,
      ...{ writes, problems, notBuilt },
    })),
  );
  return JSON.stringify({ applied, groups }, undefined, 2);
}
