import type { Field } from "../framework/field.js";
import type { Edge, Graph, Node } from "../framework/graph.js";
import { elements, type Permission } from "./permission.js";

const list = "aws:ec2/managedPrefixList:ManagedPrefixList";
const entry = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry";

const ofEntry: Edge = {
  from: entry,
  fields: ({ inputs }) => [inputs.get("prefixListId")],
  to: list,
  by: ["id"],
};

/** The permission with the entries of those prefix lists that are in the stack. */
export function withPrefixLists(permission: Permission, node: Node, graph: Graph): Permission {
  const read = permission.prefixLists.map((field) => {
    const edge: Edge = { from: node.type, fields: () => [field], to: list, by: ["id"] };
    const lists = graph.targets(edge, node).nodes;
    return lists.length > 0
      ? { ranges: lists.flatMap((each) => rangesOf(each, graph)), prefixLists: [] }
      : { ranges: [], prefixLists: [field] };
  });
  return {
    ...permission,
    ranges: [...permission.ranges, ...read.flatMap(({ ranges }) => ranges)],
    prefixLists: read.flatMap(({ prefixLists }) => prefixLists),
  };
}

/**
 * The ranges of the list's entries, which stand in the list or in resources of their own. In the
 * latter case the list tells its entries only after the update.
 */
function rangesOf(node: Node, graph: Graph): readonly Field[] {
  const separate = graph.sources(ofEntry, node).map(({ inputs }) => inputs.get("cidr"));
  const entries = node.inputs.get("entries");
  return separate.length > 0 && entries.state === "unknown"
    ? separate
    : [...elements(entries).map((item) => item.get("cidr")), ...separate];
}
