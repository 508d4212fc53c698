import { keepLinux } from "../access/commands.js";
import { keepWindows } from "../access/windowsCommands.js";
import { guestinfoKeys } from "../tags.js";
import type { PatchGraph } from "./graph.js";
import type { PatchNode } from "./node.js";
import { record, recordAt, records, text, texts, toldIn, type Values } from "./values.js";
import { unless, type Ways } from "./windows.js";

const command = "command:remote:Command";

/** How the program of a system is sent, and where its section says what is patched and when. */
interface Keeping {
  readonly create: string;
  /** Whose patches are installed. */
  readonly vendors: (section: Values) => readonly string[];
  /** Whether a window of the section is ever opened. */
  readonly opens: (window: Values) => boolean;
}

const linux: Keeping = {
  create: keepLinux,
  vendors: ({ vendor }) => [
    ...texts(record(vendor)["origins"]),
    ...texts(record(vendor)["repositories"]),
  ],
  opens: ({ onCalendar }) => texts(onCalendar).length > 0,
};

const windows: Keeping = {
  create: keepWindows,
  vendors: ({ products }) => texts(products),
  opens: ({ triggers }) => (text(triggers) ?? "").includes("Trigger>"),
};

/**
 * From a machine on vSphere to its windows: the settings that name its owner and its group, the one
 * command that keeps it, that command's section about patches with what opens the group's windows.
 */
export function vspherePath(graph: PatchGraph, server: PatchNode): Ways {
  const settings = record(server.inputs["extraConfig"]);
  const isWindows = (text(server.inputs["guestId"]) ?? "").startsWith("win");
  const machineId = text(server.inputs["uuid"]) ?? text(server.id) ?? "";
  const own = text(settings[guestinfoKeys.patchGroup]);
  const ways = keptPath(graph, { server, machineId, isWindows }, own);
  return { ...ways, missing: [...settingsMissing(settings), ...ways.missing] };
}

/** A machine whose patches are kept by the one command that keeps it. */
export interface KeptMachine {
  readonly server: PatchNode;
  readonly machineId: string;
  readonly isWindows: boolean;
}

/**
 * From a machine in the provider's own rooms to its windows.
 *
 * @param group the patch group that the machine says it is in
 */
export function keptPath(graph: PatchGraph, machine: KeptMachine, group: string | undefined): Ways {
  const keeping = machine.isWindows ? windows : linux;
  const keepers = keepersOf(graph, machine, keeping);
  const [keeper] = keepers;
  return {
    windows: keepers,
    missing: [
      ...unless(keeper !== undefined, "target", "No command keeps its patches."),
      ...unless(keepers.length < 2, "one window", "Several commands keep its patches."),
      ...keepers.flatMap((one) => sectionMissing(patchingOf(one, keeping), group, keeping)),
      ...keepers.flatMap((one) => agreementMissing(graph, one, keeping)),
    ],
  };
}

function settingsMissing(settings: Values) {
  return [guestinfoKeys.patchGroup, guestinfoKeys.owner].flatMap((key) =>
    unless(text(settings[key]) !== undefined, "tag", `It carries no setting ${key}.`),
  );
}

/** The commands that keep patches on a machine: each is run anew when the machine is another one. */
function keepersOf(
  graph: PatchGraph,
  { server, machineId }: KeptMachine,
  keeping: Keeping,
): readonly PatchNode[] {
  const keepsPatches = (node: PatchNode) => "group" in patchingOf(node, keeping);
  return [
    ...graph.having(command, "machine", machinesOf, machineId),
    ...graph.having(command, "used machine", usedOf, server.urn),
  ].filter((node, index, all) => all.indexOf(node) === index && keepsPatches(node));
}

function machinesOf({ inputs }: PatchNode): readonly string[] {
  return texts(inputs["triggers"]);
}

function usedOf({ uses }: PatchNode): readonly string[] {
  return uses?.["triggers"] ?? [];
}

/** The section about patches in the document that a command sends; an empty one without it. */
function patchingOf({ inputs }: PatchNode, { create }: Keeping): Values {
  const section =
    sections.get(inputs) ?? recordAt(toldIn(text(inputs["stdin"]) ?? ""), "sections", "patching");
  sections.set(inputs, section);
  return inputs["create"] === create ? section : {};
}

/** A document stands before the whole text of a program, and is asked for again and again. */
const sections = new WeakMap<Values, Values>();

function sectionMissing(section: Values, group: string | undefined, { vendors, opens }: Keeping) {
  const told = records(section["windows"]);
  return [
    ...unless(section["group"] === group, "group", "Its command keeps another group's windows."),
    ...unless(
      vendors(section).length > 0,
      "configuration",
      "Its command allows patches of no vendor.",
    ),
    ...unless(told.length > 0 && told.every(opens), "window", "Nothing opens its windows."),
  ];
}

/** One group has the same windows on all its servers of a system. */
function agreementMissing(graph: PatchGraph, keeper: PatchNode, keeping: Keeping) {
  const groupOf = (node: PatchNode) => [text(patchingOf(node, keeping)["group"]) ?? ""];
  const windowsOf = (node: PatchNode) => JSON.stringify(patchingOf(node, keeping)["windows"]);
  const index = `group kept by ${keeping.create}`;
  const [first = keeper] = graph.having(command, index, groupOf, groupOf(keeper)[0] ?? "");
  const reason = `Its windows are not those of ${first.name}, of the same group.`;
  return unless(windowsOf(first) === windowsOf(keeper), "one window", reason);
}
