import { releaseTag, tagKeys } from "../tags.js";
import { conditions } from "./azureFilter.js";
import type { PatchGraph } from "./graph.js";
import type { MissingEdge, PatchNode } from "./node.js";
import { record, recordAt, text, texts, type Values } from "./values.js";
import { oneWindow, tagsMissing, unless, type Ways } from "./windows.js";

const tokens = {
  assignment: "azure-native:maintenance:ConfigurationAssignmentsForSubscription",
  configuration: "azure-native:maintenance:MaintenanceConfiguration",
} as const;

const opener = { token: tokens.configuration, edge: "assignment" } as const;
const byPlatform = "AutomaticByPlatform";

/**
 * From a virtual machine to its window: tags, the settings without which Azure ignores windows,
 * the assignment whose filter takes it and the configuration that it assigns.
 */
export function azurePath(graph: PatchGraph, server: PatchNode): Ways {
  const tags = record(server.inputs["tags"]);
  const system = systemOf(server);
  const { taking, missing } = assignmentsOf(graph, server, system, tags);
  const runs = taking.map((assignment) => runOf(graph, assignment, system));
  const windows = runs.flatMap(({ windows }) => windows);
  return {
    windows,
    missing: [
      ...tagsMissing(tags),
      ...settingsMissing(server, system),
      ...missing,
      ...runs.flatMap((run) => run.missing),
      ...oneWindow(graph, opener, server, windows),
    ],
  };
}

type System = "Linux" | "Windows";

function systemOf({ inputs }: PatchNode): System {
  return recordAt(inputs, "osProfile")["windowsConfiguration"] === undefined ? "Linux" : "Windows";
}

function settingsMissing({ inputs }: PatchNode, system: System): readonly MissingEdge[] {
  const key = system === "Linux" ? "linuxConfiguration" : "windowsConfiguration";
  const configuration = recordAt(inputs, "osProfile", key);
  const settings = record(configuration["patchSettings"]);
  const own = record(settings["automaticByPlatformSettings"]);
  const bypass = own["bypassPlatformSafetyChecksOnUserSchedule"] === true;
  const agent = configuration["provisionVMAgent"] !== false;
  const automatic = system === "Linux" || configuration["enableAutomaticUpdates"] !== false;
  return [
    ...unless(settings["patchMode"] === byPlatform, "setting", `patchMode is not ${byPlatform}.`),
    ...unless(
      settings["assessmentMode"] === byPlatform,
      "setting",
      `assessmentMode is not ${byPlatform}.`,
    ),
    ...unless(bypass, "setting", "Azure patches it at a time of its own choice."),
    ...unless(agent, "setting", "It has no agent that installs anything."),
    ...unless(automatic, "setting", "Its automatic updates are off."),
  ];
}

/** The assignments that take a server; when there are none, what keeps those of its group off. */
function assignmentsOf(
  graph: PatchGraph,
  server: PatchNode,
  system: System,
  tags: Values,
): { readonly taking: readonly PatchNode[]; readonly missing: readonly MissingEdge[] } {
  const askedFor = (key: string) => graph.having(tokens.assignment, "group", groupsOf, key);
  const group = text(tags[tagKeys.patchGroup]);
  const near = [...(group === undefined ? [] : askedFor(group)), ...askedFor("")].map(
    (assignment) => ({ assignment, failed: conditions(graph, server, assignment, system) }),
  );
  const taking = near.filter(({ failed }) => failed.length === 0);
  if (taking.length > 0) {
    return { taking: taking.map(({ assignment }) => assignment), missing: [] };
  }
  const missing = near[0]?.failed ?? unless(false, "assignment", "No assignment takes its group.");
  return { taking: [], missing };
}

/** The patch groups that an assignment takes; an empty one when it does not ask for the group. */
function groupsOf({ inputs }: PatchNode): readonly string[] {
  const settings = recordAt(inputs, "filter", "tagSettings");
  const groups = record(settings["tags"])[tagKeys.patchGroup];
  return settings["filterOperator"] === "Any" || groups === undefined ? [""] : texts(groups);
}

function runOf(graph: PatchGraph, assignment: PatchNode, system: System): Ways {
  const property = "maintenanceConfigurationId";
  const configuration = graph.behind(assignment, property, tokens.configuration);
  if (configuration === undefined) {
    const reason = `${assignment.name} assigns no configuration of this stack.`;
    return { windows: [], missing: unless(false, "configuration", reason) };
  }
  const { inputs, name } = configuration;
  const mode = recordAt(inputs, "extensionProperties")["InGuestPatchMode"];
  const isGuest = inputs["maintenanceScope"] === "InGuestPatch" && mode === "User";
  return {
    windows: [configuration],
    missing: [
      ...unless(isGuest, "configuration", `${name} does not patch guests in a window.`),
      ...unless(
        installs(inputs, system),
        "configuration",
        `${name} installs nothing on ${system}.`,
      ),
      ...unless(isTimed(inputs), "window", `${name} never opens.`),
      ...releaseMissing(assignment, configuration),
    ],
  };
}

/** What an opening that is held tells of its release, its assignment must ask of machines. */
function releaseMissing(assignment: PatchNode, { inputs, name }: PatchNode) {
  const settings = recordAt(assignment.inputs, "filter", "tagSettings");
  const asked = record(settings["tags"])[releaseTag];
  const opening = text(record(inputs["tags"])[releaseTag]);
  const asks = settings["filterOperator"] !== "Any" && texts(asked).join() === opening;
  return unless(
    asks || (asked === undefined && opening === undefined),
    "assignment",
    `${assignment.name} does not wait for the release that ${name} is for.`,
  );
}

function installs(inputs: Values, system: System): boolean {
  const parameters = system === "Linux" ? "linuxParameters" : "windowsParameters";
  const classes = recordAt(inputs, "installPatches", parameters)["classificationsToInclude"];
  return ["Critical", "Security"].every((one) => texts(classes).includes(one));
}

function isTimed(inputs: Values): boolean {
  const times = ["startDateTime", "recurEvery", "timeZone", "duration"];
  return times.every((key) => text(inputs[key]) !== undefined);
}
