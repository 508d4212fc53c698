import type { RestoreEdge } from "../../components/service/backupPath/awsRestores.js";
import { restorePaths } from "../../components/service/backupPath/backupPaths.js";
import type { Graph, Located, StackRule } from "../framework/graph.js";
import { fail, type RuleFacts, undetermined } from "../framework/rule.js";
import { type Asked, backupNodes, isUnknown, types } from "./backupNodes.js";
import { restoredServersExamples } from "./restoredServersExamples.js";

const tags: Asked = [types.instance, "tags"];
const selections: Asked = [types.restored, "restoreTestingPlanName"];

/** What every edge hangs on: what of it is not known yet leaves open whether the edge is missing. */
const asked: Readonly<Record<RestoreEdge, readonly Asked[]>> = {
  selection: [selections, [types.restoreTest, "name"]],
  role: [
    selections,
    [types.restored, "iamRoleArn"],
    [types.role, "name", "assumeRolePolicy", "managedPolicyArns"],
    [types.attachment, "role", "policyArn"],
  ],
  vaults: [
    [types.restoreTest, "recoveryPointSelection", "region"],
    [types.selection, "planId", "conditions", "resources", "notResources", "selectionTags"],
    [types.plan, "rules"],
    [types.vault, "name", "region"],
    tags,
  ],
  servers: [
    selections,
    [types.restored, "protectedResourceType", "protectedResourceArns"],
    [types.restored, "protectedResourceConditions"],
    tags,
  ],
};

const rule: RuleFacts = {
  id: "BKP-20",
  title: "A restore test restores the servers whose backups lie in its vaults",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-9(1)"], "MCSB v1": ["BR-4"] },
  why:
    "A restore test without a selection, or with one that fits no server, runs and succeeds: it " +
    "restores nothing. What nobody restored is believed to be proved.",
  fix:
    "Give the restore testing plan a RestoreTestingSelection for EC2 with protectedResourceArns * " +
    "and conditions that the servers' tags meet, and a role that AWS Backup can take and that has " +
    "its managed policy for restores. Include the vaults to which the servers' backup plans lead.",
  tokens: [types.restoreTest],
  onUnknown: "deny",
};

/** The path from a restore test to what it restores. */
export const restoredServers: StackRule = {
  rule,
  examples: restoredServersExamples,
  *relate(graph: Graph): Iterable<Located> {
    for (const { test, missing } of restorePaths(backupNodes(graph))) {
      const node = graph.at(test.urn);
      for (const [edge, reason] of node === undefined ? [] : missing) {
        const isOpen = asked[edge].some((one) => isUnknown(graph, one));
        const at = { path: edge === "vaults" ? "recoveryPointSelection.includeVaults" : "" };
        const told = reason.replace(/\.$/, "");
        const found = isOpen ? undetermined(at, `not known yet; perhaps: ${told}`) : fail(at, told);
        yield* node === undefined ? [] : [{ ...found, node }];
      }
    }
  },
};
