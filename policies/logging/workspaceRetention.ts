import { demandNumber } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const workspace = "azure-native:operationalinsights:Workspace";

const leastDays = 90;

/** Logs in Azure are there when they are needed. */
export const workspaceRetention: Rule = {
  id: "LOG-10",
  title: "Log Analytics workspaces keep three months of logs",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AU-11"], "MCSB v1": ["LT-6"] },
  why: "Azure keeps thirty days unless told otherwise; intruders are found months later on average.",
  fix: `Set retentionInDays to ${leastDays} or more.`,
  tokens: [workspace],
  onUnknown: "warn",
  examples: {
    pass: [{ title: "A year of logs", type: workspace, inputs: { retentionInDays: 365 } }],
    fail: [{ title: "Azure's default", type: workspace, inputs: {} }],
  },
  check: ({ inputs }) => {
    const wrong = `logs are kept for less than ${leastDays} days`;
    return demandNumber(inputs.get("retentionInDays"), (days) => days >= leastDays, wrong);
  },
};
