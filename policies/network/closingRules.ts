import { anyText } from "../documents/statements.js";
import { allOf, anyOf, type Certainty, holds, not, reportIf } from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import { type Finding, fail, type Resource, type Rule } from "../framework/rule.js";

const group = "azure-native:network:NetworkSecurityGroup";

const web = {
  ...{ access: "Allow", direction: "Inbound", priority: 100, protocol: "Tcp" },
  ...{ sourceAddressPrefix: "*", destinationAddressPrefix: "*", destinationPortRange: "443" },
};
const rest = {
  sourcePortRange: "*",
  ...{ access: "Deny", direction: "Inbound", priority: 4096, protocol: "*" },
  ...{ sourceAddressPrefix: "*", destinationAddressPrefix: "*", destinationPortRange: "*" },
};

/** What a group does not name does not come in. */
export const closingRules: Rule = {
  id: "NET-24",
  title: "Groups in Azure that name what comes in refuse everything else",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SC-7(5)"], "MCSB v1": ["NS-1"] },
  why:
    "Behind the rules of a group stands Azure's own, which lets in the whole virtual network with " +
    "every network that is peered with it or reached through its gateway.",
  fix:
    "Let the last rule for incoming traffic deny: access Deny, protocol, sources, destinations and " +
    "ports all *, priority 4096.",
  tokens: [group],
  onUnknown: "warn",
  examples: {
    pass: [
      { title: "HTTPS and nothing else", type: group, inputs: { securityRules: [web, rest] } },
    ],
    fail: [
      {
        title: "HTTPS, and everything from the virtual network",
        type: group,
        inputs: { securityRules: [web] },
      },
    ],
  },
  *check({ inputs }: Resource): Iterable<Finding> {
    const rules = inputs.get("securityRules");
    const items = rules.items();
    if (items.state === "wrongType") {
      yield fail(rules, "not a list, so nothing is proved");
    } else if (items.state !== "missing") {
      const own = items.state === "known" ? items.value : [rules];
      const isOpen = allOf(anyOf(...own.map(letsIn)), not(anyOf(...own.map(closes))));
      yield* reportIf(isOpen, rules, "the virtual network comes in past its rules");
    }
  },
};

function letsIn(rule: Field): Certainty {
  return allOf(says(rule, "direction", "inbound"), says(rule, "access", "allow"));
}

function closes(rule: Field): Certainty {
  return allOf(
    says(rule, "direction", "inbound"),
    says(rule, "access", "deny"),
    says(rule, "protocol", "*"),
    isForAll(rule, "sourceAddressPrefix", "sourceAddressPrefixes"),
    isForAll(rule, "sourcePortRange", "sourcePortRanges"),
    isForAll(rule, "destinationAddressPrefix", "destinationAddressPrefixes"),
    isForAll(rule, "destinationPortRange", "destinationPortRanges"),
  );
}

/** Azure reads its words in any case. */
function says(rule: Field, property: string, word: string): Certainty {
  return holds(rule.get(property).text(), (text) => text.toLowerCase() === word);
}

function isForAll(rule: Field, ...properties: readonly string[]): Certainty {
  return anyOf(...properties.map((key) => anyText(rule.get(key), (text) => text === "*", "no")));
}
