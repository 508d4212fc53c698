import type { BackupEdge } from "../../components/service/backupPath/node.js";
import { tagKeys } from "../../components/service/tags.js";
import type { StackRule } from "../framework/graph.js";
import type { RuleFacts } from "../framework/rule.js";
import { type Asked, types } from "./backupNodes.js";
import { pathVerdicts } from "./pathVerdicts.js";
import { vaultPathExamples } from "./vaultPathExamples.js";

const plans: Asked = [types.plan, "rules"];

/** What every edge hangs on: what of it is not known yet leaves open whether the edge is missing. */
const asked: Readonly<Record<BackupEdge, readonly Asked[]>> = {
  tag: [],
  "opt-in": [[types.settings, "resourceTypeOptInPreference", "region"]],
  selection: [
    [types.selection, "conditions", "resources", "notResources", "selectionTags", "region"],
  ],
  role: [
    [types.selection, "iamRoleArn"],
    [types.role, "name", "assumeRolePolicy", "managedPolicyArns", "permissionsBoundary"],
    [types.attachment, "role", "policyArn"],
  ],
  plan: [[types.selection, "planId"]],
  schedule: [plans],
  copy: [plans],
  vault: [plans, [types.vault, "name", "region"]],
  key: [
    [types.vault, "kmsKeyArn"],
    [types.key, "isEnabled", "keyUsage", "policy"],
  ],
  policy: [[types.vaultPolicy, "backupVaultName", "policy"]],
  lock: [
    plans,
    [types.lock, "backupVaultName", "minRetentionDays", "maxRetentionDays", "changeableForDays"],
  ],
};

const backedUpServers: RuleFacts = {
  id: "BKP-01",
  title: "Every server on AWS is on a path to the vault of its backups",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-9"], "MCSB v1": ["BR-1", "BR-2"] },
  why:
    "AWS Backup passes silently over a server that no selection takes and over a type that its " +
    "region does not opt in. A plan, a vault and a role look finished, and without one of them " +
    "there is nothing to restore; without policy and lock whoever breaks in ends the backups first.",
  fix:
    `Give the server the tags ${tagKeys.owner} and ${tagKeys.backupClass}, and let a selection with ` +
    "both lead to a plan, as a role that AWS Backup can take and with its managed policy for " +
    "backups. Let the rules of the plan lead to a vault with a key, with a policy that forbids " +
    "everybody to delete backups or to shorten their lives, and with the lock that its tag tells. " +
    "Opt EC2 and EBS in. The component AwsBackup does all of it.",
  tokens: [types.instance],
  onUnknown: "deny",
};

/** The path from a server to the vault of its backups, or the edges that it lacks. */
export const vaultPath: StackRule = {
  rule: backedUpServers,
  examples: vaultPathExamples,
  relate: (graph) => pathVerdicts(graph, types.instance, asked),
};
