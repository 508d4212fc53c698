import { demandFlag } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const instance = "aws:rds/instance:Instance";
const cluster = "aws:rds/cluster:Cluster";
const tokens = [instance, cluster];

/** A database that is deleted leaves its last state behind. */
export const finalSnapshots: Rule = {
  id: "BKP-19",
  title: "Databases leave a last snapshot when they are deleted",
  severity: "medium",
  responsible: "customer",
  controls: { "NIST SP 800-53r5": ["CP-9"] },
  why: "The automatic backups of a database go with it. Only a last snapshot stays.",
  fix: "Leave skipFinalSnapshot false and set finalSnapshotIdentifier.",
  tokens,
  advisesOn: tokens,
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A database with a last snapshot",
        type: instance,
        inputs: { finalSnapshotIdentifier: "catalog-last" },
      },
    ],
    fail: [
      {
        title: "A database that leaves nothing",
        type: cluster,
        inputs: { skipFinalSnapshot: true },
      },
    ],
  },
  check: ({ inputs }) =>
    demandFlag(inputs.get("skipFinalSnapshot"), false, "nothing is left of the data", "passes"),
};
