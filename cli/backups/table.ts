import Table from "cli-table3";
import type { Temporal } from "temporal-polyfill";
import { platformSystemNames } from "../../components/service/backup/platformSystem.js";
import { formatDuration } from "../../components/service/duration.js";
import { platformNames } from "../../components/service/platform.js";
import { local } from "../calendar/entries.js";
import type { BackupRow } from "./rows.js";

const names = { ...platformNames, ...platformSystemNames };

const head = [
  ...["server", "backup class", "platform", "last good backup", "age", "may be", "restored in"],
  "remarks",
];

/** The backups of servers as a table, one line each. A question mark is what is not known. */
export function tableOf(rows: readonly BackupRow[]): string {
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const {
    server,
    backupClass,
    platform,
    timeZone,
    state,
    remarks,
    findings,
    ...row
  } of rows) {
    const lastGood = state.kind === "known" ? state.lastGood : undefined;
    table.push([
      ...[server, backupClass, names[platform]],
      lastGood === undefined ? "?" : `${local(lastGood, timeZone)} ${timeZone}`,
      ...[row.ageMinutes, row.allowedMinutes, row.restoreMinutes].map(shown),
      [...findings.map((text) => text.toUpperCase()), ...remarks].join("\n"),
    ]);
  }
  return table.toString();
}

function shown(minutes: number | undefined): string {
  return minutes === undefined ? "?" : formatDuration(minutes);
}

/** The backups of servers as JSON: instants in UTC, `null` for what is not known. */
export function jsonOf(rows: readonly BackupRow[], now: Temporal.Instant): string {
  const servers = rows.map(({ server, backupClass, platform, state, ...row }) => {
    const known = state.kind === "known" ? state : undefined;
    const copies = [...(known?.copies ?? [])].map(([place, newest]) => ({
      place,
      newest: newest?.toString() ?? null,
    }));
    const { restore } = known ?? {};
    return {
      ...{ server, backupClass, platform },
      determined: known !== undefined,
      lastGood: known?.lastGood?.toString() ?? null,
      ageMinutes: row.ageMinutes ?? null,
      allowedMinutes: row.allowedMinutes,
      promisedRestoreMinutes: row.promisedRestoreMinutes ?? null,
      failures: (known?.failures ?? []).map(({ at, reason }) => ({ at: at.toString(), reason })),
      copies: known?.copies === undefined ? null : copies,
      restoreTest: restore === undefined ? null : { ...restore, at: restore.at.toString() },
      ...{ remarks: row.remarks, findings: row.findings },
    };
  });
  return JSON.stringify({ at: now.toString(), servers }, undefined, 2);
}
