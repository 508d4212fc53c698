import { demandNumber, demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const server = "azure-native:sql:ServerBlobAuditingPolicy";
const database = "azure-native:sql:DatabaseBlobAuditingPolicy";
const extended = "azure-native:sql:ExtendedServerBlobAuditingPolicy";
const tokens = [server, database, extended];

const leastDays = 90;

/** Azure's word for keeping records for ever, which is also its default. */
const forEver = 0;

/** Who read and changed what in a database can be told. */
export const databaseAudits: Rule = {
  id: "LOG-11",
  title: "Auditing of SQL databases is on and keeps three months",
  severity: "medium",
  responsible: "customer",
  controls: { "NIST SP 800-53r5": ["AU-2", "AU-11"], "MCSB v1": ["LT-3"] },
  why: "After a leak the first question is what was read. Only the audit of the database answers it.",
  fix: `Set state to "Enabled" and retentionDays to ${leastDays} or more, or leave it away.`,
  tokens,
  advisesOn: tokens,
  onUnknown: "warn",
  examples: {
    pass: [{ title: "An audited server", type: server, inputs: { state: "Enabled" } }],
    fail: [{ title: "No audit", type: server, inputs: { state: "Disabled" } }],
  },
  *check({ inputs }) {
    const state = inputs.get("state");
    yield* demandText(state, (word) => word === "Enabled", "nothing is recorded");
    yield* demandNumber(
      inputs.get("retentionDays"),
      (days) => days === forEver || days >= leastDays,
      `records are kept for less than ${leastDays} days`,
      "passes",
    );
  },
};
