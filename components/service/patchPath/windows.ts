import { tagKeys } from "../tags.js";
import type { PatchGraph } from "./graph.js";
import type { MissingEdge, PatchNode } from "./node.js";
import { record, text, type Values } from "./values.js";

/** What is missing and what opens the window, as far as it was found. */
export interface Ways {
  readonly missing: readonly MissingEdge[];
  readonly windows: readonly PatchNode[];
}

/** One thing that is missing, or nothing. */
export function unless(
  condition: boolean,
  edge: MissingEdge["edge"],
  reason: string,
): readonly MissingEdge[] {
  return condition ? [] : [{ edge, reason }];
}

/** The tags that lead to a window: without them nothing does. */
export function tagsMissing(tags: Values): readonly MissingEdge[] {
  return [tagKeys.patchGroup, tagKeys.owner].flatMap((key) =>
    unless(text(tags[key]) !== undefined, "tag", `It carries no tag ${key}.`),
  );
}

/** A type of what opens windows, and the edge by which it takes servers. */
export interface WindowKind {
  readonly token: string;
  readonly edge: "target" | "assignment";
}

/**
 * Whether the windows that take a server are those of its group, all of them and no others. They
 * carry the group's tags, by which one schedule in several forms is told from several windows.
 */
export function oneWindow(
  graph: PatchGraph,
  { token, edge }: WindowKind,
  server: PatchNode,
  windows: readonly PatchNode[],
): readonly MissingEdge[] {
  const key = groupOf(graph, server);
  const own = graph.having(token, "group", (node) => [groupOf(graph, node)], key);
  return [
    ...windows
      .filter((window) => groupOf(graph, window, server) !== key)
      .flatMap(({ name }) =>
        unless(false, "one window", `It is patched in ${name}, a window that is not its group's.`),
      ),
    ...own
      .filter((window) => !windows.includes(window))
      .flatMap(({ name }) => unless(false, edge, `${name}, of its group, does not take it.`)),
  ];
}

/** Whose a server or a window is, within its account or subscription. */
function groupOf(graph: PatchGraph, node: PatchNode, at: PatchNode = node): string {
  const tags = record(node.inputs["tags"]);
  return JSON.stringify([graph.placeOf(at), tags[tagKeys.owner], tags[tagKeys.patchGroup]]);
}
