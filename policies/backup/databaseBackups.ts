import { allOf, holds, isGiven, not, reportIf } from "../framework/certainty.js";
import type { Rule } from "../framework/rule.js";

const instance = "aws:rds/instance:Instance";
const cluster = "aws:rds/cluster:Cluster";
const tokens = [instance, cluster];

const leastDays = 7;

/** A damaged database can be restored to a point of the last week. */
export const databaseBackups: Rule = {
  id: "BKP-07",
  title: "Databases keep their automatic backups for a week",
  severity: "high",
  responsible: "customer",
  controls: { "NIST SP 800-53r5": ["CP-9"], FSBP: ["RDS.11"] },
  why:
    "Damage is often noticed days later. By default an instance that is made through the API " +
    "keeps no backup and a cluster keeps one day.",
  fix: `Set backupRetentionPeriod to ${leastDays} days or more; replicas of a database need none.`,
  tokens,
  advisesOn: tokens,
  onUnknown: "warn",
  examples: {
    pass: [
      { title: "A fortnight of backups", type: instance, inputs: { backupRetentionPeriod: 14 } },
    ],
    fail: [{ title: "No backup", type: instance, inputs: { backupRetentionPeriod: 0 } }],
  },
  check: ({ type, inputs }) => {
    const period = inputs.get("backupRetentionPeriod");
    const isSource = type === instance ? not(isGiven(inputs.get("replicateSourceDb"))) : "yes";
    const isLong = holds(period.number(), (days) => days >= leastDays);
    const wrong = `backups are kept for less than ${leastDays} days`;
    return reportIf(allOf(isSource, not(isLong)), period, wrong);
  },
};
