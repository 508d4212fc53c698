import { noticedRegions } from "../../components/service/account/notices.js";
import type { Graph, Located, Node, StackRule } from "../framework/graph.js";
import { type RuleFacts, undetermined } from "../framework/rule.js";
import { accountWide } from "./accountWide.js";
import { type IdentityFacts, ofIdentities } from "./identities.js";
import { type LogFacts, ofLogs } from "./logs.js";
import { type NoticeFacts, ofNotices } from "./notices.js";
import { missingOf, textOf, textsOf } from "./promise.js";
import { ofRegion } from "./region.js";
import { wholeBaselineExamples } from "./wholeBaselineExamples.js";

const account = "comanaged:account:Aws";
const region = "comanaged:account:AwsRegion";

const rule: RuleFacts = {
  id: "ACC-01",
  title: "An account under the baseline has all of it, in every region",
  severity: "high",
  responsible: "provider",
  controls: { "CIS AWS v5.0": ["1.2", "2.1.4", "3.1", "3.3", "4.16", "5.1.1"] },
  why:
    "A baseline with a hole is read as a whole one: nobody looks for the region without a " +
    "detector, and intruders find it.",
  fix: "Take the account from AwsAccount as it is. Exceptions of single rules stay possible.",
  tokens: [account],
  onUnknown: "warn",
};

/** What the component of an account promises is in the stack, and as strong as it promises. */
export const wholeBaseline: StackRule = { rule, examples: wholeBaselineExamples, relate };

function* relate(graph: Graph): Iterable<Located> {
  for (const node of graph.ofType(account)) {
    const facts = factsOf(node);
    if (facts === undefined) {
      yield {
        ...undetermined({ path: "regions" }, "its regions and its program are not known"),
        node,
      };
      continue;
    }
    yield* missingOf([...accountWide, ...ofIdentities(facts), ...ofLogs(facts)], node, graph);
    for (const [index, name] of facts.regions.entries()) {
      const part = partIn(name, node, graph);
      const vpcs = (part && textsOf(part.outputs.get("vpcs"))) ?? [];
      const place = part ? { node: part, path: "region" } : { node, path: `regions[${index}]` };
      yield* missingOf(ofRegion(name, facts, vpcs), node, graph, place);
    }
    for (const name of noticedRegions(facts.regions)) {
      yield* missingOf(ofNotices(name, facts), node, graph);
    }
  }
}

/** The part of an account that is about a region. */
function partIn(name: string, node: Node, graph: Graph): Node | undefined {
  return graph
    .ofType(region)
    .find((one) => one.name.startsWith(`${node.name}-`) && textOf(one, "region") === name);
}

/** What the rule has to know of an account to ask for its baseline. */
interface AccountFacts extends LogFacts, IdentityFacts, NoticeFacts {
  readonly regions: readonly string[];
}

function factsOf(node: Node): AccountFacts | undefined {
  const [own, home] = [textOf(node, "account"), textOf(node, "homeRegion")];
  const deployRole = textOf(node, "deployRole");
  const regions = textsOf(node.outputs.get("regions"));
  const isKnown = own !== undefined && home !== undefined && deployRole !== undefined;
  return !isKnown || regions === undefined
    ? undefined
    : {
        ...{ account: own, homeRegion: home, deployRole, regions },
        isFederated: textOf(node, "federation") !== undefined,
        serviceRoles: textsOf(node.outputs.get("serviceAccounts")) ?? [],
      };
}
