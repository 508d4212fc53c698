import { allOf } from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import { type Edge, type Graph, grouped, type Node } from "../framework/graph.js";
import type { Permission } from "./permission.js";
import { permissionsOf, types } from "./permissions.js";

/** A resource that lets traffic into a group. */
export interface Member {
  readonly node: Node;
  readonly permissions: readonly Permission[];
}

const ofAws = (from: string, to: string): Edge => ({
  from,
  fields: ({ inputs }) => [inputs.get("securityGroupId")],
  to,
  by: ["id"],
});

const ofAzure: Edge = {
  from: types.azureRule,
  fields: ({ inputs }) => [inputs.get("networkSecurityGroupName")],
  to: types.azureGroup,
  by: ["networkSecurityGroupName", "name"],
};

const edges: readonly Edge[] = [
  ...[types.group, types.defaultGroup].flatMap((group) => [
    ofAws(types.separateRule, group),
    ofAws(types.ingressRule, group),
  ]),
  ofAzure,
];

/**
 * Everything that lets traffic in, by the group that it belongs to. A rule of a group that is not
 * in the stack is put together with the other rules that name this group; one whose group nobody
 * can know stands alone.
 */
export function groupsOf(graph: Graph): Iterable<readonly Member[]> {
  const groups = [types.group, types.defaultGroup, types.azureGroup];
  const rules = [types.separateRule, types.ingressRule, types.azureRule];
  return grouped<Node | string, Member>([
    ...groups
      .flatMap((token) => graph.ofType(token))
      .map((node) => [node, memberOf(node)] as const),
    ...rules.flatMap((token) => graph.ofType(token)).flatMap((node) => placesOf(node, graph)),
  ]).values();
}

function memberOf(node: Node): Member {
  return { node, permissions: permissionsOf(node.type, node.inputs) };
}

/** The groups that a rule belongs to: one, unless nobody can know which of several. */
function placesOf(node: Node, graph: Graph): readonly (readonly [Node | string, Member])[] {
  const ends = edges
    .filter(({ from }) => from === node.type)
    .map((edge) => graph.targets(edge, node));
  const nodes = ends.flatMap((end) => end.nodes);
  const member = memberOf(node);
  const [group, ...others] = nodes;
  if (group === undefined) {
    return [[ends[0]?.outside.map(nameOf)[0] ?? node, member]];
  }
  return others.length === 0
    ? [[group, member]]
    : nodes.map((each) => [each, perhaps(member)] as const);
}

function nameOf(field: Field): string | undefined {
  const text = field.text();
  return text.state === "known" ? text.value : undefined;
}

function perhaps({ node, permissions }: Member): Member {
  return {
    node,
    permissions: permissions.map((one) => ({ ...one, inbound: allOf(one.inbound, "maybe") })),
  };
}
