import { guestinfoKeys } from "../../components/service/tags.js";
import type { StackRule } from "../framework/graph.js";
import type { RuleFacts } from "../framework/rule.js";
import { backupJobsExamples } from "./backupJobsExamples.js";
import { jobEdges, types } from "./backupNodes.js";
import { pathVerdicts } from "./pathVerdicts.js";

const rule: RuleFacts = {
  id: "BKP-23",
  title: "Every server on vSphere is in the jobs of its backup class",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-9"], "MCSB v1": ["BR-1", "BR-2"] },
  why:
    "A backup server backs up what its jobs name. A machine that no job names looks like every " +
    "other one until somebody wants it back.",
  fix:
    `Give the machine ${guestinfoKeys.backupClass} in extraConfig, and make it a member of the jobs ` +
    "of that class. The component BackupServerJobs does both.",
  tokens: [types.vsphereMachine],
  onUnknown: "deny",
};

/** The path from a machine in vCenter to the jobs of its backups, or the edges that it lacks. */
export const backupJobs: StackRule = {
  rule,
  examples: backupJobsExamples,
  relate: (graph) =>
    pathVerdicts(graph, types.vsphereMachine, jobEdges, {
      property: "extraConfig",
      key: guestinfoKeys.backupClass,
    }),
};
