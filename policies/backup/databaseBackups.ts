import { allOf, holds, isGiven, not, reportIf } from "../framework/certainty.js";
import { demandNumber } from "../framework/demands.js";
import type { Finding, Resource, Rule } from "../framework/rule.js";

const instance = "aws:rds/instance:Instance";
const cluster = "aws:rds/cluster:Cluster";
const sql = "azure-native:sql:BackupShortTermRetentionPolicy";
const postgres = "azure-native:dbforpostgresql:Server";
const mysql = "azure-native:dbformysql:Server";
const tokens = [instance, cluster, sql, postgres, mysql];

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
    "keeps no backup and a cluster keeps one day; Azure keeps a week.",
  fix:
    `Set backupRetentionPeriod (AWS) to ${leastDays} days or more; replicas of a database need none. ` +
    "Leave backupRetentionDays or retentionDays (Azure) away, or set it likewise.",
  tokens,
  advisesOn: tokens,
  onUnknown: "warn",
  examples: {
    pass: [
      { title: "A fortnight of backups", type: instance, inputs: { backupRetentionPeriod: 14 } },
    ],
    fail: [{ title: "No backup", type: instance, inputs: { backupRetentionPeriod: 0 } }],
  },
  check,
};

const wrong = `backups are kept for less than ${leastDays} days`;

function check({ type, inputs }: Resource): Iterable<Finding> {
  if (type === sql) {
    return demandNumber(inputs.get("retentionDays"), isLong, wrong, "passes");
  }
  if (type === postgres || type === mysql) {
    const days = inputs.get("backup").get("backupRetentionDays");
    return demandNumber(days, isLong, wrong, "passes");
  }
  const period = inputs.get("backupRetentionPeriod");
  const isSource = type === instance ? not(isGiven(inputs.get("replicateSourceDb"))) : "yes";
  return reportIf(allOf(isSource, not(holds(period.number(), isLong))), period, wrong);
}

function isLong(days: number): boolean {
  return days >= leastDays;
}
