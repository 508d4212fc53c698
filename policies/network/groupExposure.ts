import type { Graph, Located, StackRule } from "../framework/graph.js";
import { fail, undetermined } from "../framework/rule.js";
import { publicAdminPorts } from "./adminPorts.js";
import { judgePort } from "./exposure.js";
import { exposureExamples } from "./exposureExamples.js";
import { groupsOf, type Member } from "./groupMembers.js";
import { type AdminPort, adminPorts } from "./ports.js";
import { withPrefixLists } from "./prefixLists.js";

/**
 * What opens a port together is found together, in whichever resources it stands. What a resource
 * opens by itself is left to the rule about single resources.
 */
export const groupExposure: StackRule = {
  rule: publicAdminPorts,
  examples: exposureExamples,
  relate,
};

function* relate(graph: Graph): Iterable<Located> {
  for (const members of groupsOf(graph)) {
    for (const port of adminPorts) {
      const alone = members.map(({ permissions }) => judgePort(permissions, port).verdict);
      const isJudged = members.length === 1 && !alone.includes("undetermined");
      if (!isJudged && !alone.includes("open")) {
        yield* judgeTogether(members, port, graph);
      }
    }
  }
}

function* judgeTogether(
  members: readonly Member[],
  port: AdminPort,
  graph: Graph,
): Iterable<Located> {
  const marked = members.flatMap(({ node, permissions }, index) =>
    permissions.map((permission) => ({
      ...withPrefixLists(permission, node, graph),
      path: `${index} ${permission.path}`,
    })),
  );
  const { verdict, because } = judgePort(marked, port);
  const places = because.map((mark) => mark.split(" "));
  const culprits = members.filter((_, index) => places.some(([at]) => at === String(index)));
  const [first, ...others] = culprits;
  if (verdict === "closed" || first === undefined) {
    return;
  }
  const paths = places.flatMap(([, path = ""]) => (path === "" ? [] : [path]));
  const where = { path: others.length === 0 ? paths.join(", ") : "" };
  const names = culprits.map(({ node }) => node.name).join(", ");
  const through = others.length === 0 ? "" : ` through ${names} together`;
  const name = `port ${port.port} (${port.name})`;
  const finding =
    verdict === "open"
      ? fail(where, `${name} is open to the Internet${through}`)
      : undetermined(where, `whether ${name} is open to the Internet${through} is not known yet`);
  yield { ...finding, node: first.node };
}
