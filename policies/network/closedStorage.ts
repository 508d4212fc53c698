import { anyOf, holds, not, reportIf } from "../framework/certainty.js";
import { demandFlag } from "../framework/demands.js";
import type { Finding, Rule } from "../framework/rule.js";

const account = "azure-native:storage:StorageAccount";

/** Storage accounts answer our networks, and nobody without a name. */
export const closedStorage: Rule = {
  id: "NET-16",
  title: "Storage accounts answer neither strangers nor the whole Internet",
  severity: "high",
  responsible: "provider",
  controls: {
    "NIST SP 800-53r5": ["AC-3", "SC-7"],
    "CIS Azure v5.0": ["9.3.8"],
    "MCSB v1": ["NS-2"],
  },
  why: "A container that is made public by mistake is found by scanners within a day.",
  fix:
    'Leave allowBlobPublicAccess away, and set publicNetworkAccess to "Disabled" or ' +
    'networkRuleSet.defaultAction to "Deny".',
  tokens: [account],
  onUnknown: "warn",
  examples: {
    pass: [
      { title: "A private account", type: account, inputs: { publicNetworkAccess: "Disabled" } },
    ],
    fail: [{ title: "An account with Azure's default", type: account, inputs: {} }],
  },
  *check({ inputs }): Iterable<Finding> {
    const blobs = inputs.get("allowBlobPublicAccess");
    yield* demandFlag(blobs, false, "containers may be made public", "passes");
    const access = inputs.get("publicNetworkAccess");
    const isOff = holds(
      access.text(),
      (word) => word === "Disabled" || word === "SecuredByPerimeter",
    );
    const action = inputs.get("networkRuleSet").get("defaultAction");
    const isDenied = holds(action.text(), (word) => word === "Deny");
    yield* reportIf(not(anyOf(isOff, isDenied)), access, "every network reaches the account");
  },
};
