import { retiredGroup } from "../../components/service/retirement.js";
import { allOf, anyOf, type Certainty, holds, not, reportIf } from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import type { Edge, Graph, Located, Node, StackRule } from "../framework/graph.js";
import type { RuleFacts } from "../framework/rule.js";
import { isRetired, patchGroupOf, types } from "./retired.js";
import { retiredExamples } from "./retiredExamples.js";

/** A server whose life has ended is no way in that everybody has forgotten. */
const retiredFacts: RuleFacts = {
  id: "OWN-04",
  title: "Servers that are retired are off and cut off",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CM-7", "SI-2", "AC-17"], "MCSB v1": ["AM-3", "PV-6"] },
  why:
    "Nobody patches a retired server. One that still runs, or that traffic still reaches, has holes " +
    "that everybody believes to be gone.",
  fix:
    `Of a server with the patch group "${retiredGroup}": on AWS keep it stopped with an ` +
    "InstanceState and leave its security groups without rules; on Azure refuse all traffic in " +
    "both directions in its network security group; on vSphere put it into a port group in which " +
    "no server in service stands.",
  tokens: [types.instance, types.azureMachine, types.machine],
  onUnknown: "warn",
};

/** Retired servers and what could still reach them. */
export const retiredServers: StackRule = { rule: retiredFacts, examples: retiredExamples, relate };

function* relate(graph: Graph): Iterable<Located> {
  for (const [type, judge] of judges) {
    for (const node of graph.ofType(type)) {
      const retired = isRetired(node);
      if (retired === "no") {
        continue;
      }
      for (const [fault, message] of judge(node, graph)) {
        const at = patchGroupOf(node);
        for (const finding of reportIf(allOf(retired, fault), at, message)) {
          yield { ...finding, node };
        }
      }
    }
  }
}

type Fault = readonly [certainty: Certainty, message: string];

const judges: readonly (readonly [string, (node: Node, graph: Graph) => readonly Fault[]])[] = [
  [types.instance, ofAws],
  [types.azureMachine, ofAzure],
  [types.machine, ofVsphere],
];

const one = (from: string, path: (inputs: Field) => Field, to: string): Edge => ({
  ...{ from, to, by: ["id"] },
  fields: ({ inputs }) => [path(inputs)],
});
const many = (from: string, path: (inputs: Field) => Field, to: string, key?: string): Edge => ({
  ...{ from, to, by: ["id"] },
  fields: ({ inputs }) =>
    elements(path(inputs)).map((item) => (key === undefined ? item : item.get(key))),
});
const powerOfServer = one(types.power, (inputs) => inputs.get("instanceId"), types.instance);
const groupsOfServer = many(
  types.instance,
  (inputs) => inputs.get("vpcSecurityGroupIds"),
  types.group,
);
const rulesOfGroup = types.rules.map((type) =>
  one(type, (inputs) => inputs.get("securityGroupId"), types.group),
);
const cardsOfMachine = many(
  types.azureMachine,
  (inputs) => inputs.get("networkProfile").get("networkInterfaces"),
  types.card,
  "id",
);
const wallOfCard = one(
  types.card,
  (inputs) => inputs.get("networkSecurityGroup").get("id"),
  types.wall,
);

function ofAws(server: Node, graph: Graph): readonly Fault[] {
  const powers = graph.sources(powerOfServer, server);
  const stopped = powers.map(({ inputs }) =>
    holds(inputs.get("state").text(), (state) => state === "stopped"),
  );
  const { nodes, unknown, outside } = graph.targets(groupsOfServer, server);
  const open = nodes.map((group) => letsThrough(group, graph));
  const unsure: Certainty = unknown.length + outside.length > 0 ? "maybe" : "no";
  const unguarded: Certainty = nodes.length === 0 && unsure === "no" ? "yes" : "no";
  return [
    [not(anyOf(...stopped)), "the server is retired, and nothing keeps it stopped"],
    [anyOf(...open, unsure, unguarded), "the server is retired, and traffic still reaches it"],
  ];
}

function letsThrough(group: Node, graph: Graph): Certainty {
  const separate = rulesOfGroup.flatMap((edge) => graph.sources(edge, group));
  const within = ["ingress", "egress"].map((key) => hasAny(group.inputs.get(key)));
  return separate.length > 0 ? "yes" : anyOf(...within);
}

function hasAny(list: Field): Certainty {
  const items = list.items();
  return items.state === "unknown" ? "maybe" : elements(list).length > 0 ? "yes" : "no";
}

function ofAzure(machine: Node, graph: Graph): readonly Fault[] {
  const cards = graph.targets(cardsOfMachine, machine);
  const closed = cards.nodes.map((card): Certainty => {
    const walls = graph.targets(wallOfCard, card);
    const unsure = walls.unknown.length + walls.outside.length > 0;
    return unsure ? "maybe" : anyOf(...walls.nodes.map(refusesAll));
  });
  const unsure = cards.unknown.length + cards.outside.length > 0 ? "maybe" : "no";
  const open = anyOf(not(allOf(...closed)), unsure);
  return [[open, "the server is retired, and its network security group lets traffic through"]];
}

/** Whether a group refuses everything in both directions and lets nothing through before. */
function refusesAll({ inputs }: Node): Certainty {
  const rules = elements(inputs.get("securityRules"));
  const says = (rule: Field, key: string, word: string) =>
    holds(rule.get(key).text(), (text) => text === word);
  const allows = rules.map((rule) => says(rule, "access", "Allow"));
  const refuses = ["Inbound", "Outbound"].map((direction) =>
    anyOf(
      ...rules.map((rule) =>
        allOf(
          says(rule, "access", "Deny"),
          says(rule, "direction", direction),
          ...everything.map((key) => says(rule, key, "*")),
        ),
      ),
    ),
  );
  return allOf(not(anyOf(...allows)), ...refuses);
}

const everything = [
  ...["protocol", "sourceAddressPrefix", "sourcePortRange"],
  ...["destinationAddressPrefix", "destinationPortRange"],
];

function ofVsphere(machine: Node, graph: Graph): readonly Fault[] {
  const serving = graph.ofType(types.machine).filter((other) => isRetired(other) === "no");
  const used = new Set(serving.flatMap(networksOf));
  const shared = networksOf(machine).some((network) => used.has(network));
  const message = "the server is retired, and stands in a port group of servers in service";
  return [[shared ? "yes" : "no", message]];
}

function networksOf({ inputs }: Node): readonly string[] {
  return elements(inputs.get("networkInterfaces")).flatMap((card) => {
    const network = card.get("networkId").text();
    return network.state === "known" ? [network.value] : [];
  });
}

function elements(list: Field): readonly Field[] {
  const items = list.items();
  return items.state === "known" ? items.value : items.state === "unknown" ? [list] : [];
}
