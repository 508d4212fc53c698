import Table from "cli-table3";
import { Temporal } from "temporal-polyfill";
import type { BackupEntry } from "./backups.js";
import { type CalendarEntry, local } from "./entries.js";
import type { Horizon } from "./horizons.js";
import type { Mute } from "./mutes.js";
import type { Pause } from "./pauses.js";

/** The openings, and those that do not happen, as a table: one line each, in the order of time. */
export function tableOf(entries: readonly CalendarEntry[], pauses: readonly Pause[] = []): string {
  const table = new Table({
    head: ["opens", "closes", "time zone", "estate", "patch group", "servers", "remark"],
    style: { head: [], border: [] },
  });
  const lines = [...entries, ...pauses].sort((a, b) => Temporal.Instant.compare(a.start, b.start));
  for (const line of lines) {
    const { start, end, timeZone, stack, group, servers } = line;
    const times = [local(start, timeZone), local(end, timeZone)];
    table.push([...times, timeZone, stack, group, servers.join("\n"), remark(line)]);
  }
  return table.toString();
}

function remark({ kind, reason = "" }: CalendarEntry | Pause): string {
  return kind === "regular" ? "" : `${kind}: ${reason}`;
}

/**
 * The same as JSON, when alarms are muted, and until when anything is planned: instants with their
 * offsets, in the order of time.
 */
export function jsonOf(
  all: readonly (CalendarEntry | Pause | Mute | Horizon | BackupEntry)[],
): string {
  const plain = all
    .toSorted((a, b) => Temporal.Instant.compare(a.start, b.start))
    .map(({ start, end, timeZone, ...rest }) => ({
      ...rest,
      start: start.toString({ timeZone, smallestUnit: "minute" }),
      end: end.toString({ timeZone, smallestUnit: "minute" }),
      timeZone,
    }));
  return JSON.stringify(plain, undefined, 2);
}
