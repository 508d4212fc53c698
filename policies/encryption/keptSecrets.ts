import { demandFlag } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const vault = "azure-native:keyvault:Vault";

const kept = { enablePurgeProtection: true, enableRbacAuthorization: true };

/** Keys in Azure can't be destroyed, and roles say who uses them. */
export const keptSecrets: Rule = {
  id: "ENC-08",
  title: "Key vaults keep what is deleted and are opened by roles",
  severity: "high",
  responsible: "provider",
  controls: {
    "NIST SP 800-53r5": ["SC-12"],
    "CIS Azure v5.0": ["8.3.5", "8.3.6"],
    "MCSB v1": ["DP-8"],
  },
  why:
    "With a key everything is lost that it encrypts. Access policies of a vault let whoever may " +
    "change the vault open it, which no review of roles shows.",
  fix:
    "Set enablePurgeProtection and enableRbacAuthorization to true, and leave enableSoftDelete " +
    "away.",
  tokens: [vault],
  onUnknown: "warn",
  examples: {
    pass: [{ title: "A vault that keeps its keys", type: vault, inputs: { properties: kept } }],
    fail: [
      {
        title: "A vault whose keys can be purged",
        type: vault,
        inputs: { properties: { enableRbacAuthorization: true } },
      },
    ],
  },
  *check({ inputs }) {
    const properties = inputs.get("properties");
    const flag = (key: string) => properties.get(key);
    yield* demandFlag(flag("enablePurgeProtection"), true, "deleted keys can be purged");
    yield* demandFlag(flag("enableRbacAuthorization"), true, "roles do not say who opens it");
    yield* demandFlag(flag("enableSoftDelete"), true, "deleted keys are gone at once", "passes");
  },
};
