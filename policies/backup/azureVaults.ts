import { demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const vault = "azure-native:recoveryservices:Vault";

const settings = (immutability: string) => ({
  properties: { securitySettings: { immutabilitySettings: { state: immutability } } },
});

/** Backups in Azure outlive a slip, an intruder and a data center. */
export const azureVaults: Rule = {
  id: "BKP-11",
  title: "Recovery vaults are immutable, keep what is deleted and have copies elsewhere",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-9", "CP-6"], "MCSB v1": ["BR-2"] },
  why:
    "Who takes over a subscription deletes its backups first. Soft delete and copies in a second " +
    "region are Azure's default; immutability is not.",
  fix:
    'Set securitySettings.immutabilitySettings.state to "Unlocked" or, once it is proved, to ' +
    '"Locked". Leave softDeleteState on and standardTierStorageRedundancy geo-redundant.',
  tokens: [vault],
  onUnknown: "warn",
  examples: {
    pass: [{ title: "An immutable vault", type: vault, inputs: settings("Unlocked") }],
    fail: [
      { title: "A vault whose backups can be deleted", type: vault, inputs: settings("Disabled") },
    ],
  },
  *check({ inputs }) {
    const properties = inputs.get("properties");
    const security = properties.get("securitySettings");
    const isImmutable = (state: string) => state === "Unlocked" || state === "Locked";
    const state = security.get("immutabilitySettings").get("state");
    yield* demandText(state, isImmutable, "backups can be deleted before their time");
    const keeps = (word: string) => word === "Enabled" || word === "AlwaysON";
    const deleted = security.get("softDeleteSettings").get("softDeleteState");
    yield* demandText(deleted, keeps, "deleted backups are gone at once", "passes");
    const redundancy = properties.get("redundancySettings");
    const storage = redundancy.get("standardTierStorageRedundancy");
    const isAway = (word: string) => word === "GeoRedundant";
    yield* demandText(storage, isAway, "there is no copy in another region", "passes");
    const isOpen = (word: string) => word === "Enabled";
    const restore = redundancy.get("crossRegionRestore");
    yield* demandText(restore, isOpen, "the copy in another region cannot be restored", "passes");
  },
};
