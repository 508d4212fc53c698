import { demandFlag } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const instance = "aws:rds/instance:Instance";
const clusterInstance = "aws:rds/clusterInstance:ClusterInstance";
const tokens = [instance, clusterInstance];

/** Databases are reached from inside the network. */
export const privateDatabases: Rule = {
  id: "NET-05",
  title: "Databases have no public address",
  severity: "critical",
  responsible: "customer",
  controls: { "NIST SP 800-53r5": ["SC-7"], "CIS AWS v5.0": ["2.2.3"], FSBP: ["RDS.2"] },
  why: "A database that the Internet can reach is tried out by everybody who has a password list.",
  fix: "Leave publiclyAccessible away or set it to false, and reach the database from its network.",
  tokens,
  advisesOn: tokens,
  onUnknown: "warn",
  examples: {
    pass: [{ title: "A database inside its network", type: instance, inputs: {} }],
    fail: [{ title: "A public database", type: instance, inputs: { publiclyAccessible: true } }],
  },
  check: ({ inputs }) =>
    demandFlag(inputs.get("publiclyAccessible"), false, "the database is public", "passes"),
};
