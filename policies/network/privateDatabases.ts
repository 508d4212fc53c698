import { allOf, holds, isGiven, not, reportIf } from "../framework/certainty.js";
import { demandFlag } from "../framework/demands.js";
import type { Finding, Resource, Rule } from "../framework/rule.js";

const instance = "aws:rds/instance:Instance";
const clusterInstance = "aws:rds/clusterInstance:ClusterInstance";
const sql = "azure-native:sql:Server";
const postgres = "azure-native:dbforpostgresql:Server";
const mysql = "azure-native:dbformysql:Server";
const tokens = [instance, clusterInstance, sql, postgres, mysql];

/** Databases are reached from inside the network. */
export const privateDatabases: Rule = {
  id: "NET-05",
  title: "Databases have no public address",
  severity: "critical",
  responsible: "customer",
  controls: {
    "NIST SP 800-53r5": ["SC-7"],
    "CIS AWS v5.0": ["2.2.3"],
    FSBP: ["RDS.2"],
    "MCSB v1": ["NS-2"],
  },
  why: "A database that the Internet can reach is tried out by everybody who has a password list.",
  fix:
    "Leave publiclyAccessible away or set it to false (AWS); set publicNetworkAccess to Disabled " +
    "or put the server into a subnet of its own (Azure, where public is the default).",
  tokens,
  advisesOn: tokens,
  onUnknown: "warn",
  examples: {
    pass: [{ title: "A database inside its network", type: instance, inputs: {} }],
    fail: [
      { title: "A public database", type: instance, inputs: { publiclyAccessible: true } },
      { title: "A server with Azure's default", type: sql, inputs: {} },
    ],
  },
  check,
};

function check({ type, inputs }: Resource): Iterable<Finding> {
  if (type === instance || type === clusterInstance) {
    const flag = inputs.get("publiclyAccessible");
    return demandFlag(flag, false, "the database is public", "passes");
  }
  const network = type === sql ? inputs : inputs.get("network");
  const access = network.get("publicNetworkAccess");
  const isOff = holds(
    access.text(),
    (word) => word === "Disabled" || word === "SecuredByPerimeter",
  );
  const isInside = isGiven(network.get("delegatedSubnetResourceId"));
  return reportIf(allOf(not(isOff), not(isInside)), access, "the database is public");
}
