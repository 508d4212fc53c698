import { adoptedToldBy, machineToldBy } from "../blastRadius/hyperv.js";
import type { Inputs } from "../blastRadius/table.js";
import { tagKeys } from "../tags.js";
import type { PatchGraph } from "./graph.js";
import type { PatchNode } from "./node.js";
import { record, text } from "./values.js";
import { type KeptMachine, keptPath } from "./vsphere.js";
import { unless, type Ways } from "./windows.js";

/** Whether a command keeps a machine of Hyper-V, and tells by now which one. */
export function isHypervMachine(node: PatchNode): boolean {
  return hypervMachineTold(node) !== undefined;
}

/**
 * What a machine of Hyper-V is told to be; undefined for commands that keep none, such as the one
 * that only asks for its GUID. None of the tags has reached a machine that is being taken over.
 */
export function hypervMachineTold({ inputs }: PatchNode): Inputs | undefined {
  const adopted = inputs["delete"] === undefined ? undefined : adoptedToldBy(inputs);
  return machineToldBy(inputs) ?? (adopted && { ...adopted, tags: {} });
}

/**
 * From a machine of Hyper-V to its windows: the tags in its notes that name its owner and its
 * group, and the one command that keeps it, as on vSphere.
 */
export function hypervPath(graph: PatchGraph, server: PatchNode): Ways {
  const machine = hypervMachineTold(server) ?? {};
  const isWindows = machine["secureBootTemplate"] === "MicrosoftWindows";
  const machineId = text(machine["machineId"]) ?? "";
  return toldPath(graph, { server, machineId, isWindows }, machine["tags"]);
}

/**
 * From a machine that a command is told of to its windows.
 *
 * @param told the tags that it is told to have
 */
export function toldPath(graph: PatchGraph, machine: KeptMachine, told: unknown): Ways {
  const tags = record(told);
  const ways = keptPath(graph, machine, text(tags[tagKeys.patchGroup]));
  const missing = [tagKeys.patchGroup, tagKeys.owner].flatMap((key) =>
    unless(text(tags[key]) !== undefined, "tag", `Its notes do not name its ${key}.`),
  );
  return { ...ways, missing: [...missing, ...ways.missing] };
}
