import Table from "cli-table3";
import { type CalendarEntry, local } from "./entries.js";

/** The openings as a table, one line each. */
export function tableOf(entries: readonly CalendarEntry[]): string {
  const table = new Table({
    head: ["opens", "closes", "time zone", "estate", "patch group", "servers"],
    style: { head: [], border: [] },
  });
  for (const { start, end, timeZone, stack, group, servers } of entries) {
    const times = [local(start, timeZone), local(end, timeZone)];
    table.push([...times, timeZone, stack, group, servers.join("\n")]);
  }
  return table.toString();
}

/** The openings as JSON: instants with their offsets, in the order of time. */
export function jsonOf(entries: readonly CalendarEntry[]): string {
  const plain = entries.map(({ start, end, timeZone, ...rest }) => ({
    ...rest,
    start: start.toString({ timeZone, smallestUnit: "minute" }),
    end: end.toString({ timeZone, smallestUnit: "minute" }),
    timeZone,
  }));
  return JSON.stringify(plain, undefined, 2);
}
