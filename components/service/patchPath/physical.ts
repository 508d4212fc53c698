import { hardwareToldBy } from "../blastRadius/physical.js";
import type { PatchGraph } from "./graph.js";
import { toldPath } from "./hyperv.js";
import type { PatchNode } from "./node.js";
import { text } from "./values.js";
import type { Ways } from "./windows.js";

/** Whether a command keeps a physical machine, and tells by now which one. */
export function isPhysicalMachine({ inputs }: PatchNode): boolean {
  return hardwareToldBy(inputs) !== undefined;
}

/** From a physical machine to its windows: what is told of it, and the one command that keeps it. */
export function physicalPath(graph: PatchGraph, server: PatchNode): Ways {
  const told = hardwareToldBy(server.inputs) ?? {};
  const machineId = text(told["uuid"]) ?? "";
  return toldPath(graph, { server, machineId, isWindows: told["os"] === "windows" }, told["tags"]);
}
