import { openVaults } from "../../components/service/backupPath/backupPaths.js";
import type { Graph, Located, StackRule } from "../framework/graph.js";
import { fail, type RuleFacts, undetermined } from "../framework/rule.js";
import { backupNodes, isUnknown, types } from "./backupNodes.js";

const rule: RuleFacts = {
  id: "BKP-21",
  title: "Nobody can end the backups in a vault before their time",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-9", "CP-9(8)"], "MCSB v1": ["BR-2"] },
  why:
    "Whoever breaks in deletes the backups first, or shortens their lives to a day. Copies in " +
    "another account are no help when that account lets them go.",
  fix:
    "Give the vault a VaultPolicy that denies backup:DeleteRecoveryPoint and " +
    "backup:UpdateRecoveryPointLifecycle to Principal * on Resource *, without a condition.",
  tokens: [types.vault],
  onUnknown: "deny",
};

const vault = { name: "vault", type: types.vault, properties: { name: "copies" } };

const policy = {
  name: "policy",
  type: types.vaultPolicy,
  properties: {
    backupVaultName: "copies",
    policy: JSON.stringify({
      Statement: [
        {
          Effect: "Deny",
          Principal: "*",
          Action: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
          Resource: "*",
        },
      ],
    }),
  },
};

/** Every vault has a policy that keeps what is in it. */
export const vaultEnds: StackRule = {
  rule,
  examples: {
    pass: [{ title: "A vault that keeps its backups", resources: [vault, policy] }],
    fail: [{ title: "A vault without a policy", resources: [vault] }],
  },
  *relate(graph: Graph): Iterable<Located> {
    const isOpen =
      isUnknown(graph, [types.vaultPolicy, "backupVaultName", "policy"]) ||
      isUnknown(graph, [types.vault, "name"]);
    for (const { urn } of openVaults(backupNodes(graph))) {
      const node = graph.at(urn);
      if (node !== undefined) {
        const wrong = "no policy forbids everybody to end its backups early";
        const at = { path: "" };
        const found = isOpen
          ? undetermined(at, `not known yet; perhaps ${wrong}`)
          : fail(at, wrong);
        yield { ...found, node };
      }
    }
  },
};
