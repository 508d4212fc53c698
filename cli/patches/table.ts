import Table from "cli-table3";
import { platformNames } from "../../components/service/platform.js";
import { local } from "../calendar/entries.js";
import type { PatchRow } from "./rows.js";

const head = [
  ...["server", "patch group", "platform", "installed", "missing", "failed", "restart pending"],
  ...["skipped", "last success", "remarks"],
];

/** The patches of servers as a table, one line each. A question mark is what is not known. */
export function tableOf(rows: readonly PatchRow[]): string {
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const { server, group, platform, state, skipped, timeZone, remarks, finding } of rows) {
    const known = state.kind === "known" ? state : undefined;
    const remembered = known?.lastSuccess && local(known.lastSuccess, timeZone);
    table.push([
      ...[server, group, platformNames[platform]],
      ...[known?.installed, known?.missing, known?.failed, known?.pendingReboot].map(shown),
      skipped === undefined ? "?" : skipped ? "yes" : "no",
      remembered ?? "?",
      [...(finding === undefined ? [] : [finding.toUpperCase()]), ...remarks].join("\n"),
    ]);
  }
  return table.toString();
}

function shown(count: number | undefined): string {
  return count === undefined ? "?" : String(count);
}

/** The patches of servers as JSON: instants in UTC, `null` for what is not known. */
export function jsonOf(rows: readonly PatchRow[], asOf: string): string {
  const servers = rows.map(({ server, group, platform, state, skipped, remarks, finding }) => {
    const known = state.kind === "known" ? state : undefined;
    return {
      ...{ server, group, platform, remarks },
      determined: known !== undefined,
      installed: known?.installed ?? null,
      missing: known?.missing ?? null,
      failed: known?.failed ?? null,
      rebootPending: known === undefined ? null : known.pendingReboot > 0,
      skipped: skipped ?? null,
      lastOperation: known?.endedAt.toString() ?? null,
      lastSuccess: known?.lastSuccess?.toString() ?? null,
      leftOver: known?.leftOver ?? [],
      finding: finding ?? null,
    };
  });
  return JSON.stringify({ asOf, servers }, undefined, 2);
}
