import Table from "cli-table3";
import type { Difference } from "../../components/service/observed.js";
import type { ServerDrift } from "./serverDrift.js";

const head = ["server", "what", "was left", "is"];

/** What drifted as a table, one line for each difference; a sentence where nothing did. */
export function tableOf(servers: readonly ServerDrift[]): string {
  const rows = servers.flatMap(({ server, differences, unseen }) => [
    ...differences.map((one) => [server, one.what, shown(one.expected), shown(one.found)]),
    ...(unseen === undefined ? [] : [[server, "NOT SEEN", "", unseen]]),
  ]);
  if (rows.length === 0) {
    return `${servers.length} servers are as they were left.`;
  }
  const table = new Table({ head, style: { head: [], border: [] } });
  table.push(...rows);
  return table.toString();
}

function shown(value: Difference["found"]): string {
  return value === undefined ? "nothing" : String(value);
}
