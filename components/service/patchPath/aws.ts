import { tagKeys } from "../tags.js";
import { type AwsImageProduct, baselineMissing, isManaged } from "./awsPatches.js";
import { installsPatches } from "./awsTask.js";
import type { PatchGraph } from "./graph.js";
import type { PatchNode } from "./node.js";
import { record, records, text, texts, type Values } from "./values.js";
import { oneWindow, tagsMissing, unless, type Ways } from "./windows.js";

const tokens = {
  target: "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget",
  window: "aws:ssm/maintenanceWindow:MaintenanceWindow",
  task: "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask",
} as const;

const groupFilter = `tag:${tagKeys.patchGroup}`;

/**
 * From an EC2 instance to its window: tags, the profile by which Systems Manager manages it, a
 * baseline of its group, target, window and task.
 */
export function awsPath(
  graph: PatchGraph,
  server: PatchNode,
  product: AwsImageProduct | undefined,
): Ways {
  const tags = record(server.inputs["tags"]);
  const targets = targetsOf(graph, server, tags);
  const owner = text(tags[tagKeys.owner]) ?? "";
  const runs = targets.map((target) => runOf(graph, target, owner));
  const windows = runs.flatMap(({ windows }) => windows);
  return {
    windows,
    missing: [
      ...tagsMissing(tags),
      ...unless(isManaged(graph, server), "role", "Systems Manager may not manage it."),
      ...baselineMissing(graph, server, tags, product),
      ...unless(targets.length > 0, "target", "No window has a target that takes it."),
      ...runs.flatMap(({ missing }) => missing),
      ...oneWindow(graph, { token: tokens.window, edge: "target" }, server, windows),
    ],
  };
}

function targetsOf(graph: PatchGraph, server: PatchNode, tags: Values): readonly PatchNode[] {
  const place = graph.placeOf(server);
  const takenBy = (key: string) => graph.having(tokens.target, "group", groupsOf, key);
  const group = text(tags[tagKeys.patchGroup]);
  return [...(group === undefined ? [] : takenBy(group)), ...takenBy("")].filter(
    (target) => graph.placeOf(target) === place && takes(target, tags),
  );
}

/** The patch groups that a target takes; an empty one when it does not ask for the group. */
function groupsOf({ inputs }: PatchNode): readonly string[] {
  const filter = records(inputs["targets"]).find(({ key }) => key === groupFilter);
  return filter === undefined ? [""] : texts(filter["values"]);
}

function takes({ inputs }: PatchNode, tags: Values): boolean {
  const filters = records(inputs["targets"]);
  return (
    inputs["resourceType"] === "INSTANCE" &&
    filters.length > 0 &&
    filters.every(({ key, values }) =>
      texts(values).includes(text(tags[(text(key) ?? "").replace(/^tag:/, "")]) ?? ""),
    )
  );
}

function runOf(graph: PatchGraph, target: PatchNode, owner: string): Ways {
  const window = graph.behind(target, "windowId", tokens.window);
  if (window === undefined) {
    return { windows: [], missing: unless(false, "window", `${target.name} is in no window.`) };
  }
  const tasks = graph.having(
    tokens.task,
    "window",
    (task) => [graph.behind(task, "windowId", tokens.window)?.urn ?? ""],
    window.urn,
  );
  return {
    windows: [window],
    missing: [
      ...unless(window.inputs["enabled"] !== false, "window", `${window.name} never opens.`),
      ...unless(
        tasks.some((task) => worksOn(graph, task, target) && installsPatches(graph, task, owner)),
        "task",
        `${window.name} installs nothing on it.`,
      ),
    ],
  };
}

function worksOn(graph: PatchGraph, task: PatchNode, target: PatchNode): boolean {
  const targets = records(task.inputs["targets"]).flatMap(({ key, values }) =>
    key === "WindowTargetIds" && Array.isArray(values) ? values : [],
  );
  return graph.leads(task, "targets", targets, target);
}
