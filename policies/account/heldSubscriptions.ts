import { type DefenderPlan, defenderPlans } from "../../components/service/tenant/builtIns.js";
import type { Graph, Located, Node, StackRule } from "../framework/graph.js";
import { type RuleFacts, undetermined } from "../framework/rule.js";
import { heldSubscriptionsExamples } from "./heldSubscriptionsExamples.js";
import { missingOf, textOf, textsOf } from "./promise.js";
import { ofTenant, type PromisedTenant } from "./tenant.js";

const tenant = "comanaged:site:AzureTenant";

const rule: RuleFacts = {
  id: "ACC-04",
  title: "The tenant holds its subscriptions by everything that it promises",
  severity: "high",
  responsible: "provider",
  controls: {
    "MCSB v1": ["AM-2", "GS-2", "LT-1", "NS-1", "PV-1"],
    "NIST SP 800-53r5": ["AC-6", "CM-6", "CM-7"],
  },
  why:
    "What the owners of a subscription could switch off is kept on by the tenant alone: one " +
    "policy less, and every subscription can leave its locations or its baseline.",
  fix: "Take the tenant from AzureTenant as it is. Exemptions of single policies stay possible.",
  tokens: [tenant],
  onUnknown: "deny",
};

/** What the component of the tenant promises is in the stack, and as strong as it promises. */
export const heldSubscriptions: StackRule = { rule, examples: heldSubscriptionsExamples, relate };

function* relate(graph: Graph): Iterable<Located> {
  for (const node of graph.ofType(tenant)) {
    const promised = promisedBy(node);
    if (promised === undefined) {
      yield { ...undetermined({ path: "groups" }, "its groups are not known"), node };
      continue;
    }
    yield* missingOf(ofTenant(promised), node, graph, { node, path: "groups" });
  }
}

function promisedBy(node: Node): PromisedTenant | undefined {
  const list = (key: string) => textsOf(node.outputs.get(key));
  const [id, top] = [textOf(node, "tenant"), textOf(node, "top")];
  const newSubscriptions = textOf(node, "newSubscriptions");
  const [groups, subscriptions, locations] = [
    list("groups"),
    list("subscriptions"),
    list("locations"),
  ];
  if (id === undefined || top === undefined || newSubscriptions === undefined) {
    return undefined;
  }
  if (groups === undefined || subscriptions === undefined || locations === undefined) {
    return undefined;
  }
  const workspace = textOf(node, "workspace");
  return {
    ...{ tenant: id, top, newSubscriptions, groups, subscriptions, locations },
    defender: (list("defender") ?? []).filter(isPlan),
    managingTenants: list("managingTenants") ?? [],
    ...(workspace !== undefined && { workspace }),
  };
}

function isPlan(text: string): text is DefenderPlan {
  return defenderPlans.some((plan) => plan === text);
}
