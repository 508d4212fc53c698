import { backupPaths } from "../../components/service/backupPath/backupPaths.js";
import type { BackupEdge } from "../../components/service/backupPath/node.js";
import { tagKeys } from "../../components/service/tags.js";
import type { Graph, Located, Node } from "../framework/graph.js";
import { fail, undetermined } from "../framework/rule.js";
import { type Asked, backupNodes, holdsUnknown, isUnknown } from "./backupNodes.js";

/** Where a server tells its backup class: a property and, where it has keys, the key in it. */
export interface ClassPlace {
  readonly property: string;
  readonly key?: string;
}

const tag: ClassPlace = { property: "tags", key: tagKeys.backupClass };

/**
 * Where the paths of servers of a type to the vaults of their backups are cut.
 *
 * @param asked what every edge hangs on: what of it is not known yet leaves open whether the edge
 * is missing
 */
export function* pathVerdicts(
  graph: Graph,
  type: string,
  asked: Readonly<Record<BackupEdge, readonly Asked[]>>,
  place: ClassPlace = tag,
): Iterable<Located> {
  const darkness = new Map<BackupEdge, boolean>();
  const isDark = (edge: BackupEdge) => {
    const known = darkness.get(edge) ?? asked[edge].some((one) => isUnknown(graph, one));
    darkness.set(edge, known);
    return known;
  };
  for (const { server, missing } of backupPaths(backupNodes(graph))) {
    const node = server.type === type ? graph.at(server.urn) : undefined;
    if (node !== undefined) {
      const hasDarkTags = holdsUnknown(node.inputs.get(place.property).plain());
      for (const { edge, reason } of missing) {
        const isOfTags = edge === "tag" || edge === "selection" || edge === "plan";
        const isOpen = (isOfTags && hasDarkTags) || isDark(edge);
        const cut = `the ${edge}: ${reason.replace(/\.$/, "")}`;
        const whole = node.inputs.get(place.property);
        const { path } = place.key === undefined ? whole : whole.get(place.key);
        yield verdict({ node, path }, cut, isOpen);
      }
    }
  }
}

function verdict(
  { node, path }: { readonly node: Node; readonly path: string },
  cut: string,
  isOpen: boolean,
): Located {
  return isOpen
    ? {
        ...undetermined({ path }, `not known yet; perhaps its path to a vault is cut at ${cut}`),
        node,
      }
    : { ...fail({ path }, `its path to a vault is cut at ${cut}`), node };
}
