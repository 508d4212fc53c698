import type { Graph, Located, StackRule } from "../framework/graph.js";
import { type RuleFacts, undetermined } from "../framework/rule.js";
import { heldAccountsExamples } from "./heldAccountsExamples.js";
import { ofOrganization } from "./organization.js";
import { missingOf, textOf, textsOf } from "./promise.js";

const organization = "comanaged:site:AwsOrganization";

const rule: RuleFacts = {
  id: "ACC-02",
  title: "The organization holds its accounts by everything that it promises",
  severity: "high",
  responsible: "provider",
  controls: { "CIS AWS v5.0": ["1.3", "1.4", "1.5"], "NIST SP 800-53r5": ["AC-6", "CM-7"] },
  why:
    "What an account's own administrators could switch off is kept on by the organization alone: " +
    "one policy less, and every account can leave its regions or its baseline.",
  fix: "Take the organization from AwsOrganization as it is. Exceptions of single rules stay possible.",
  tokens: [organization],
  onUnknown: "deny",
};

/** What the component of the organization promises is in the stack, and as strong as it promises. */
export const heldAccounts: StackRule = { rule, examples: heldAccountsExamples, relate };

function* relate(graph: Graph): Iterable<Located> {
  for (const node of graph.ofType(organization)) {
    const regions = textsOf(node.outputs.get("regions"));
    const securityAccount = textOf(node, "securityAccount");
    if (regions === undefined) {
      yield { ...undetermined({ path: "regions" }, "its regions are not known"), node };
      continue;
    }
    const facts = { regions, ...(securityAccount !== undefined && { securityAccount }) };
    yield* missingOf(ofOrganization(facts), node, graph);
  }
}
