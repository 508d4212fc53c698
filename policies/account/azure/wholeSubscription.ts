import type { Graph, Located, Node, StackRule } from "../../framework/graph.js";
import { type RuleFacts, undetermined } from "../../framework/rule.js";
import { missingOf, textOf, textsOf } from "../promise.js";
import { type IdentityFacts, ofIdentities } from "./identities.js";
import { ofLocation } from "./ofLocation.js";
import { ofSubscription } from "./subscriptionWide.js";
import { wholeSubscriptionExamples } from "./wholeSubscriptionExamples.js";

const subscription = "comanaged:account:Azure";
const location = "comanaged:account:AzureLocation";

const rule: RuleFacts = {
  id: "ACC-03",
  title: "A subscription under the baseline has all of it, in every location",
  severity: "high",
  responsible: "provider",
  controls: {
    "CIS Azure v5.0": ["6.1.1.1", "6.1.1.2", "6.1.1.7", "6.1.2.1", "7.6", "8.1.1.1", "8.1.13"],
    "MCSB v1": ["LT-1", "LT-3", "LT-4", "LT-6", "IR-2"],
  },
  why:
    "A baseline with a hole is read as a whole one: nobody looks for the network whose flows are " +
    "not recorded, and intruders find it.",
  fix: "Take the subscription from AzureSubscription as it is. Exceptions of single rules stay possible.",
  tokens: [subscription],
  onUnknown: "warn",
};

/** What the component of a subscription promises is in the stack, and as strong as it promises. */
export const wholeSubscription: StackRule = { rule, examples: wholeSubscriptionExamples, relate };

function* relate(graph: Graph): Iterable<Located> {
  for (const node of graph.ofType(subscription)) {
    const places = textsOf(node.outputs.get("locations"));
    const [account, homeLocation] = [textOf(node, "account"), textOf(node, "homeLocation")];
    if (places === undefined || account === undefined || homeLocation === undefined) {
      yield { ...undetermined({ path: "locations" }, "its locations are not known"), node };
      continue;
    }
    const parts = places.map((name) => partIn(name, node, graph));
    const networksOf = (part: Node | undefined) =>
      (part && textsOf(part.outputs.get("networks"))) ?? [];
    const emergency = node.outputs.get("hasEmergency").flag();
    const facts: IdentityFacts = {
      ...{ account, homeLocation },
      hasEmergency: emergency.state === "known" && emergency.value,
      hasFlows: parts.some((part) => networksOf(part).length > 0),
      serviceAccounts: textsOf(node.outputs.get("serviceAccounts")) ?? [],
    };
    const whole = { node, path: "locations" };
    yield* missingOf([...ofSubscription(facts), ...ofIdentities(facts)], node, graph, whole);
    for (const [index, name] of places.entries()) {
      const part = parts[index];
      const place = part ? { node: part, path: "location" } : { node, path: `locations[${index}]` };
      yield* missingOf(ofLocation(name, facts, networksOf(part)), node, graph, place);
    }
  }
}

/** The part of a subscription that is about a location. */
function partIn(name: string, node: Node, graph: Graph): Node | undefined {
  return graph
    .ofType(location)
    .find((one) => one.name.startsWith(`${node.name}-`) && textOf(one, "location") === name);
}
