import { keepLinux } from "../access/commands.js";
import { guestinfoKeys } from "../tags.js";
import type { PatchGraph } from "./graph.js";
import type { PatchNode } from "./node.js";
import { record, recordAt, records, text, texts, type Values } from "./values.js";
import { unless, type Ways } from "./windows.js";

const command = "command:remote:Command";

/**
 * From a Linux machine on vSphere to its windows: the settings that name its owner and its group,
 * the one command that keeps it, that command's section about patches with the group's timers.
 */
export function vspherePath(graph: PatchGraph, server: PatchNode): Ways {
  const settings = record(server.inputs["extraConfig"]);
  if (!(text(server.inputs["guestId"]) ?? "").startsWith("win")) {
    const keepers = keepersOf(graph, server);
    const [keeper] = keepers;
    const sections = keepers.map(patchingOf);
    const own = text(settings[guestinfoKeys.patchGroup]);
    return {
      windows: keepers,
      missing: [
        ...settingsMissing(settings),
        ...unless(keeper !== undefined, "target", "No command keeps its patches."),
        ...unless(keepers.length < 2, "one window", "Several commands keep its patches."),
        ...sections.flatMap((section) => sectionMissing(section, own)),
        ...keepers.flatMap((one) => agreementMissing(graph, one)),
      ],
    };
  }
  const reason = "Nothing patches Windows servers on VMware vSphere yet.";
  return { windows: [], missing: unless(false, "platform", reason) };
}

function settingsMissing(settings: Values) {
  return [guestinfoKeys.patchGroup, guestinfoKeys.owner].flatMap((key) =>
    unless(text(settings[key]) !== undefined, "tag", `It carries no setting ${key}.`),
  );
}

/** The commands that keep patches on a machine: each is run anew when the machine is another one. */
function keepersOf(graph: PatchGraph, server: PatchNode): readonly PatchNode[] {
  const keepsPatches = (node: PatchNode) => "group" in patchingOf(node);
  const machineId = text(server.inputs["uuid"]) ?? text(server.id) ?? "";
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
function patchingOf({ inputs }: PatchNode): Values {
  const [document = ""] = (text(inputs["stdin"]) ?? "").split("\n");
  try {
    return inputs["create"] === keepLinux
      ? recordAt(JSON.parse(document), "sections", "patching")
      : {};
  } catch {
    return {};
  }
}

function sectionMissing(section: Values, group: string | undefined) {
  const vendor = record(section["vendor"]);
  const sources = [...texts(vendor["origins"]), ...texts(vendor["repositories"])];
  const windows = records(section["windows"]);
  const isOpened = windows.every(({ onCalendar }) => texts(onCalendar).length > 0);
  return [
    ...unless(section["group"] === group, "group", "Its command keeps another group's windows."),
    ...unless(sources.length > 0, "configuration", "Its command allows patches of no vendor."),
    ...unless(windows.length > 0 && isOpened, "window", "No timer opens its windows."),
  ];
}

/** One group has the same windows on all its servers. */
function agreementMissing(graph: PatchGraph, keeper: PatchNode) {
  const groupOf = (node: PatchNode) => [text(patchingOf(node)["group"]) ?? ""];
  const windowsOf = (node: PatchNode) => JSON.stringify(patchingOf(node)["windows"]);
  const [first = keeper] = graph.having(command, "group", groupOf, groupOf(keeper)[0] ?? "");
  const reason = `Its windows are not those of ${first.name}, of the same group.`;
  return unless(windowsOf(first) === windowsOf(keeper), "one window", reason);
}
