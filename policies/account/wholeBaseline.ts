import { allOf, type Certainty } from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import type { Graph, Located, Node, StackRule } from "../framework/graph.js";
import { fail, type RuleFacts, undetermined } from "../framework/rule.js";
import { type AccountFacts, requirementsOf } from "./baseline.js";
import type { Requirement } from "./requirement.js";
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
    const facts = factsOf(node, graph);
    if (facts === undefined) {
      yield { ...undetermined({ path: "regions" }, "its regions are not known"), node };
      continue;
    }
    for (const requirement of requirementsOf(facts)) {
      yield* judge(requirement, node, graph);
    }
  }
}

function* judge(requirement: Requirement, node: Node, graph: Graph): Iterable<Located> {
  const candidates = graph
    .ofType(requirement.token)
    .filter(({ name }) => name.startsWith(`${node.name}-`))
    .map(({ inputs }) => meets(requirement, inputs));
  if (!candidates.includes("yes")) {
    const where = { path: "regions" };
    const found = candidates.includes("maybe")
      ? undetermined(where, `not known yet; perhaps weaker than it was: ${requirement.what}`)
      : fail(where, `missing or weaker than it was: ${requirement.what}`);
    yield { ...found, node };
  }
}

function meets({ tests }: Requirement, inputs: Field): Certainty {
  return allOf(...tests.map((test) => test(inputs)));
}

function factsOf(node: Node, graph: Graph): AccountFacts | undefined {
  const [own, home] = [textOf(node, "account"), textOf(node, "homeRegion")];
  const regions = textsOf(node.outputs.get("regions"));
  if (own === undefined || home === undefined || regions === undefined) {
    return undefined;
  }
  const vpcs = graph
    .ofType(region)
    .filter(({ name }) => name.startsWith(`${node.name}-`))
    .map((one): [string, readonly string[]] => [
      textOf(one, "region") ?? "",
      textsOf(one.outputs.get("vpcs")) ?? [],
    ]);
  return { account: own, homeRegion: home, regions, vpcs: new Map(vpcs) };
}

function textOf({ outputs }: Node, key: string): string | undefined {
  const text = outputs.get(key).text();
  return text.state === "known" ? text.value : undefined;
}

function textsOf(list: Field): readonly string[] | undefined {
  const items = list.items();
  return items.state === "known"
    ? items.value.flatMap((item) => {
        const text = item.text();
        return text.state === "known" ? [text.value] : [];
      })
    : undefined;
}
