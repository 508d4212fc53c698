import Table from "cli-table3";
import { Temporal } from "temporal-polyfill";
import { testsRestores } from "../../components/service/backup/backedUp.js";
import type { BackupClass } from "../../components/service/backup/backupClass.js";
import { backupRuns } from "../../components/service/backup/collision.js";
import { restoreTestRuns } from "../../components/service/backup/restoreTest.js";
import type { Platform } from "../../components/service/platform.js";
import { overlap } from "../../components/service/time/openings.js";
import { type CalendarEntry, local, type Span } from "./entries.js";

/** A backup, from when it is due until it is to be complete, a copy of it, or a restore test. */
export interface BackupEntry
  extends Pick<CalendarEntry, "stack" | "start" | "end" | "timeZone" | "servers"> {
  readonly kind: "backup" | "backup copy" | "restore test";
  readonly backupClass: string;
  /** Where the copy is made. */
  readonly place?: string;
}

/** What is backed up, and by which class. */
interface BackedUp {
  readonly stack: string;
  readonly servers: readonly {
    readonly name: string;
    readonly backup: BackupClass;
    /** Absent of systems of the platform itself. */
    readonly platform?: Platform;
  }[];
}

/** The backups, copies and restore tests of an estate's servers, ascending. */
export function backupEntries(estate: BackedUp, span: Span): readonly BackupEntry[] {
  const classes = new Map(estate.servers.map(({ backup }) => [backup.name, backup]));
  const whole = { start: span.from, end: span.until };
  return [...classes.values()]
    .flatMap((backup): BackupEntry[] => {
      const members = estate.servers.filter((server) => server.backup.name === backup.name);
      const servers = namesOf(members);
      const tested = namesOf(members.filter(({ platform }) => platform && testsRestores(platform)));
      const { timeZone } = backup.schedule;
      const common = { stack: estate.stack, backupClass: backup.name, servers, timeZone };
      const test = tested.length > 0 ? backup.restoreTest : undefined;
      const tests = test ? restoreTestRuns(test, span.from, span.until) : [];
      return [
        ...backupRuns(backup, whole).flatMap(({ start, end }): BackupEntry[] => [
          { ...common, kind: "backup", start, end },
          ...backup.copies.map(({ place, withinMinutes }): BackupEntry => {
            const arrives = end.add({ minutes: withinMinutes });
            return { ...common, kind: "backup copy", place, start: end, end: arrives };
          }),
        ]),
        ...tests.map(
          (run): BackupEntry => ({ ...common, kind: "restore test", servers: tested, ...run }),
        ),
      ].filter((entry) => overlap(entry, whole));
    })
    .sort((a, b) => Temporal.Instant.compare(a.start, b.start));
}

function namesOf(servers: readonly { readonly name: string }[]): string[] {
  return servers.map(({ name }) => name).sort();
}

/** Backups, copies and restore tests as a table, in the order of time; nothing without any. */
export function backupTable(entries: readonly BackupEntry[]): readonly string[] {
  if (entries.length === 0) {
    return [];
  }
  const table = new Table({
    head: ["begins", "ends by", "time zone", "estate", "backup class", "what"],
    style: { head: [], border: [] },
  });
  for (const { start, end, timeZone, stack, backupClass, kind, place } of entries) {
    const what = place === undefined ? kind : `${kind} to ${place}`;
    table.push([local(start, timeZone), local(end, timeZone), timeZone, stack, backupClass, what]);
  }
  return [table.toString()];
}
