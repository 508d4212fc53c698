import type { BackupEdge } from "../../components/service/backupPath/node.js";
import { tagKeys } from "../../components/service/tags.js";
import type { StackRule } from "../framework/graph.js";
import type { RuleFacts } from "../framework/rule.js";
import { azureVaultPathExamples } from "./azureVaultPathExamples.js";
import { type Asked, types } from "./backupNodes.js";
import { pathVerdicts } from "./pathVerdicts.js";

const items: Asked = [types.item, "properties", "vaultName"];
const policies: Asked = [types.policy, "properties", "policyName", "vaultName"];
const vaults: Asked = [types.azureVault, "properties", "vaultName", "location"];

const asked: Readonly<Record<BackupEdge, readonly Asked[]>> = {
  tag: [],
  "opt-in": [],
  selection: [items],
  role: [],
  plan: [items, policies],
  schedule: [policies],
  copy: [vaults],
  vault: [items, vaults, [types.machine, "location"]],
  key: [],
  policy: [vaults],
  lock: [vaults],
};

const rule: RuleFacts = {
  id: "BKP-09",
  title: "Every server in Azure is on a path to the vault of its backups",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-9"], "MCSB v1": ["BR-1", "BR-2"] },
  why:
    "A vault and a policy look finished, and a machine that no protected item names is backed up by " +
    "nobody. A vault without immutability or without a copy elsewhere loses what it holds.",
  fix:
    `Give the machine the tag ${tagKeys.backupClass} and a ProtectedItem whose policy carries the ` +
    "name of that class, is an enhanced one (V2) and runs daily. Let it lie in a vault of the " +
    "machine's location that is immutable, keeps what is deleted, and is geo-redundant with " +
    "crossRegionRestore.",
  tokens: [types.machine],
  onUnknown: "deny",
};

/** The path from a machine in Azure to the vault of its backups, or the edges that it lacks. */
export const azureVaultPath: StackRule = {
  rule,
  examples: azureVaultPathExamples,
  relate: (graph) => pathVerdicts(graph, types.machine, asked),
};
