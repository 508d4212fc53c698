import { isGiven, reportIf } from "../framework/certainty.js";
import { demandText } from "../framework/demands.js";
import type { Finding, Rule } from "../framework/rule.js";

const item = "azure-native:recoveryservices:ProtectedItem";

const goesOn: ReadonlySet<string> = new Set(["Protected", "IRPending", "ProtectionError"]);

const protectedBy = (properties: Readonly<Record<string, unknown>>) => ({
  properties: { protectedItemType: "Microsoft.Compute/virtualMachines", ...properties },
});

/** What is protected is backed up, and whole. */
export const protectedItems: Rule = {
  id: "BKP-22",
  title: "Protected items go on being backed up and leave no disk out",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-9"], "MCSB v1": ["BR-1"] },
  why:
    "An item whose protection is stopped looks protected in the vault and is as old as its last " +
    "backup. Disks that are left out are found missing when a server is restored.",
  fix:
    "Leave properties.protectionState and " +
    "properties.extendedProperties.diskExclusionProperties away.",
  tokens: [item],
  onUnknown: "warn",
  examples: {
    pass: [
      { title: "A machine with a policy", type: item, inputs: protectedBy({ policyId: "daily" }) },
    ],
    fail: [
      {
        title: "A machine whose backups have ended",
        type: item,
        inputs: protectedBy({ policyId: "daily", protectionState: "ProtectionStopped" }),
      },
      {
        title: "A machine without its data disks",
        type: item,
        inputs: protectedBy({
          policyId: "daily",
          extendedProperties: {
            diskExclusionProperties: { diskLunList: [], isInclusionList: true },
          },
        }),
      },
    ],
  },
  *check({ inputs }): Iterable<Finding> {
    const properties = inputs.get("properties");
    const state = properties.get("protectionState");
    const isOn = (word: string) => goesOn.has(word);
    yield* demandText(state, isOn, "no further backups are made", "passes");
    const exclusion = properties.get("extendedProperties").get("diskExclusionProperties");
    yield* reportIf(isGiven(exclusion), exclusion, "backups leave disks out");
  },
};
