import { machineToldBy } from "../blastRadius/hyperv.js";
import { tagKeys } from "../tags.js";
import type { PatchGraph } from "./graph.js";
import type { PatchNode } from "./node.js";
import { record, text } from "./values.js";
import { keptPath } from "./vsphere.js";
import { unless, type Ways } from "./windows.js";

/** Whether a command makes a machine of Hyper-V, and tells by now which one. */
export function isHypervMachine({ inputs }: PatchNode): boolean {
  return machineToldBy(inputs) !== undefined;
}

/**
 * From a machine of Hyper-V to its windows: the tags in its notes that name its owner and its
 * group, and the one command that keeps it, as on vSphere.
 */
export function hypervPath(graph: PatchGraph, server: PatchNode): Ways {
  const machine = machineToldBy(server.inputs) ?? {};
  const tags = record(machine["tags"]);
  const isWindows = machine["secureBootTemplate"] === "MicrosoftWindows";
  const machineId = text(machine["machineId"]) ?? "";
  const ways = keptPath(graph, { server, machineId, isWindows }, text(tags[tagKeys.patchGroup]));
  const missing = [tagKeys.patchGroup, tagKeys.owner].flatMap((key) =>
    unless(text(tags[key]) !== undefined, "tag", `Its notes do not name its ${key}.`),
  );
  return { ...ways, missing: [...missing, ...ways.missing] };
}
