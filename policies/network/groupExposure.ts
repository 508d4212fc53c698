import { type AdminPort, adminPorts } from "../../components/service/firewall/adminPorts.js";
import type { Graph, Located, StackRule } from "../framework/graph.js";
import { fail, undetermined } from "../framework/rule.js";
import { publicAdminPorts } from "./adminPorts.js";
import { type Exposure, judgePort } from "./exposure.js";
import { exposureExamples } from "./exposureExamples.js";
import { groupsOf, type Member } from "./groupMembers.js";
import type { Permission } from "./permission.js";
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
    const marked = markedPermissions(members, graph);
    for (const port of adminPorts) {
      const together = judgePort(marked, port);
      if (together.verdict !== "closed" && !isToldAlready(members, port)) {
        yield* findingOf(members, port, together);
      }
    }
  }
}

/** Whether the rule about single resources has said what there is to say of the port. */
function isToldAlready(members: readonly Member[], port: AdminPort): boolean {
  return members.some(({ permissions }) => judgePort(permissions, port).verdict === "open");
}

/** The permissions of all members; a path begins with the number of its member. */
function markedPermissions(members: readonly Member[], graph: Graph): readonly Permission[] {
  return members.flatMap(({ node, permissions }, index) =>
    permissions.map((permission) => ({
      ...withPrefixLists(permission, node, graph),
      path: `${index} ${permission.path}`,
    })),
  );
}

function* findingOf(
  members: readonly Member[],
  port: AdminPort,
  { verdict, because }: Exposure,
): Iterable<Located> {
  const places = because.map((mark) => mark.split(" "));
  const culprits = members.filter((_, index) => places.some(([at]) => at === String(index)));
  const [first, ...others] = culprits;
  if (first === undefined) {
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
