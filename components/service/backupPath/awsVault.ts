import type { LockPhase } from "../backup/backupClass.js";
import type { PatchGraph } from "../patchPath/graph.js";
import type { PatchNode } from "../patchPath/node.js";
import { recordAt, records, text, texts, type Values } from "../patchPath/values.js";
import { parsed } from "./awsRole.js";
import { type MissingBackupEdge, unless } from "./node.js";

const tokens = {
  key: "aws:kms/key:Key",
  policy: "aws:backup/vaultPolicy:VaultPolicy",
  lock: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
} as const;

/** What a vault lacks of key, policy and lock. */
export function vaultMissing(
  graph: PatchGraph,
  vault: PatchNode,
  lock: LockPhase,
  rules: readonly Values[],
): readonly MissingBackupEdge[] {
  const key = keyOf(graph, vault);
  return [
    ...unless(
      key !== undefined && key.inputs["isEnabled"] !== false,
      "key",
      `${vault.name} has no key that can be used.`,
    ),
    ...unless(
      beside(graph, vault, tokens.policy).some(keepsBackups),
      "policy",
      `${vault.name} lets backups be deleted early.`,
    ),
    ...unless(
      lock === "planned" ||
        beside(graph, vault, tokens.lock).some((one) => isLock(one.inputs, lock, rules)),
      "lock",
      `${vault.name} is not ${lock} for as long as its backups are kept.`,
    ),
  ];
}

function keyOf(graph: PatchGraph, vault: PatchNode): PatchNode | undefined {
  const arn = text(vault.inputs["kmsKeyArn"]);
  const idOf = ({ id }: PatchNode) => [id ?? ""];
  return arn === undefined
    ? graph.used(vault, "kmsKeyArn", tokens.key)[0]
    : graph.having(tokens.key, "exact id", idOf, arn.split("/").at(-1) ?? "")[0];
}

/** What stands beside a vault and names it. */
function beside(graph: PatchGraph, vault: PatchNode, token: string): readonly PatchNode[] {
  return graph
    .all(token)
    .filter(
      (node) =>
        graph.placeOf(node) === graph.placeOf(vault) &&
        graph.named(node, "backupVaultName", vault.type) === vault,
    );
}

function keepsBackups({ inputs }: PatchNode): boolean {
  return records(parsed(text(inputs["policy"]) ?? "")["Statement"]).some(
    (statement) =>
      statement["Effect"] === "Deny" &&
      statement["Principal"] === "*" &&
      texts(statement["Action"]).includes("backup:DeleteRecoveryPoint"),
  );
}

/** A lock outside of whose range backups are kept would make every backup fail. */
function isLock(inputs: Values, wanted: LockPhase, rules: readonly Values[]): boolean {
  const least = Number(inputs["minRetentionDays"] ?? 0);
  const most = Number(inputs["maxRetentionDays"] ?? Infinity);
  return (
    (wanted === "armed" || inputs["changeableForDays"] !== undefined) &&
    rules
      .map((rule) => Number(recordAt(rule, "lifecycle")["deleteAfter"] ?? Infinity))
      .every((days) => least <= days && days <= most)
  );
}
