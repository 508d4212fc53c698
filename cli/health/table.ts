import Table from "cli-table3";
import type { Told } from "./events.js";

/** What is not well, for people. */
export function tableOf(events: readonly Told[]): string {
  if (events.length === 0) {
    return "Nothing fails in the physical servers of this stack.";
  }
  const table = new Table({ head: ["time", "server", "asset", "part", "severity", "what"] });
  for (const { time, server, asset, component, name, severity, what } of events) {
    table.push([time, server, asset, `${component} ${name}`, severity, what]);
  }
  return table.toString();
}
