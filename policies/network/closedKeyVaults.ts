import { anyOf, holds, not, reportIf } from "../framework/certainty.js";
import type { Finding, Rule } from "../framework/rule.js";

const vault = "azure-native:keyvault:Vault";

/** Keys are fetched from our networks only. */
export const closedKeyVaults: Rule = {
  id: "NET-17",
  title: "Key vaults do not answer the whole Internet",
  severity: "high",
  responsible: "provider",
  controls: {
    "NIST SP 800-53r5": ["SC-7"],
    "CIS Azure v5.0": ["8.3.7"],
    "MCSB v1": ["DP-8", "NS-2"],
  },
  why: "With a stolen token of an administrator anybody anywhere could read the keys.",
  fix: 'Set publicNetworkAccess to "disabled" or networkAcls.defaultAction to "Deny".',
  tokens: [vault],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A vault for named networks",
        type: vault,
        inputs: { properties: { networkAcls: { defaultAction: "Deny" } } },
      },
    ],
    fail: [{ title: "A vault with Azure's default", type: vault, inputs: { properties: {} } }],
  },
  check: ({ inputs }): Iterable<Finding> => {
    const properties = inputs.get("properties");
    const access = properties.get("publicNetworkAccess");
    const isOff = holds(access.text(), (word) => /^(disabled|securedbyperimeter)$/i.test(word));
    const action = properties.get("networkAcls").get("defaultAction");
    const isDenied = holds(action.text(), (word) => word === "Deny");
    return reportIf(not(anyOf(isOff, isDenied)), access, "every network reaches the vault");
  },
};
