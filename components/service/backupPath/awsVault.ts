import { type LockPhase, lockPhases } from "../backup/backupClass.js";
import { lockTag } from "../backup/lock.js";
import type { PatchGraph } from "../patchPath/graph.js";
import type { PatchNode } from "../patchPath/node.js";
import {
  numberIn,
  oneOrMany,
  parsed,
  record,
  records,
  text,
  type Values,
} from "../patchPath/values.js";
import { keptDays } from "./kept.js";
import { type MissingBackupEdge, unless } from "./node.js";

const tokens = {
  key: "aws:kms/key:Key",
  policy: "aws:backup/vaultPolicy:VaultPolicy",
  lock: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
} as const;

/**
 * What a vault lacks of key, policy and lock.
 *
 * @param demanded the lock of its class; where that is not known it is the one that its tag tells
 */
export function vaultMissing(
  graph: PatchGraph,
  vault: PatchNode,
  demanded: LockPhase | undefined,
  rules: readonly Values[],
): readonly MissingBackupEdge[] {
  const key = keyOf(graph, vault);
  const lock = demanded ?? lockTold(vault);
  return [
    ...unless(
      key !== undefined && canEncrypt(key),
      "key",
      `${vault.name} has no key that can be used.`,
    ),
    ...unless(isKept(graph, vault), "policy", `${vault.name} lets backups be deleted early.`),
    ...unless(
      lock === "planned" ||
        beside(graph, vault, tokens.lock).some((one) => isLock(one.inputs, lock, rules)),
      "lock",
      `${vault.name} is not ${lock} for as long as its backups are kept.`,
    ),
  ];
}

/** Whether a policy of the vault forbids everybody to end its backups early. */
export function isKept(graph: PatchGraph, vault: PatchNode): boolean {
  return beside(graph, vault, tokens.policy).some(keepsBackups);
}

function lockTold({ inputs }: PatchNode): LockPhase {
  const told = record(inputs["tags"])[lockTag];
  return lockPhases.find((phase) => phase === told) ?? "planned";
}

function keyOf(graph: PatchGraph, vault: PatchNode): PatchNode | undefined {
  const arn = text(vault.inputs["kmsKeyArn"]);
  const idOf = ({ id }: PatchNode) => [id ?? ""];
  const used = graph.used(vault, "kmsKeyArn", tokens.key);
  return arn === undefined
    ? used[0]
    : (graph.having(tokens.key, "exact id", idOf, arn.split("/").at(-1) ?? "")[0] ??
        // A preview of what exists tells ids where they are used, not whose they are.
        used.find(({ id }) => id === undefined));
}

/** A key for signatures encrypts nothing, and one that its policy takes from its account neither. */
function canEncrypt({ inputs: { isEnabled, keyUsage, policy } }: PatchNode): boolean {
  const statements = records(parsed(text(policy) ?? "")["Statement"]);
  return (
    isEnabled !== false &&
    (text(keyUsage) ?? "ENCRYPT_DECRYPT") === "ENCRYPT_DECRYPT" &&
    statements.every(({ Effect }) => Effect === "Allow")
  );
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

/** What ends a backup before its time. */
const ending = ["backup:deleterecoverypoint", "backup:updaterecoverypointlifecycle"];

/** Whether the policy forbids everybody, whatever the circumstances, to end any backup. */
function keepsBackups({ inputs }: PatchNode): boolean {
  const forbidding = records(parsed(text(inputs["policy"]) ?? "")["Statement"]).filter(
    ({ Effect, Principal, Resource, Condition }) =>
      Effect === "Deny" &&
      Condition === undefined &&
      [...oneOrMany(Principal), ...oneOrMany(record(Principal)["AWS"])].includes("*") &&
      oneOrMany(Resource).includes("*"),
  );
  const forbidden = forbidding.flatMap(({ Action }) =>
    oneOrMany(Action).map((action) => action.toLowerCase()),
  );
  return ending.every((action) => forbidden.includes(action));
}

/** A lock outside of whose range backups are kept would make every backup fail. */
function isLock(inputs: Values, wanted: LockPhase, rules: readonly Values[]): boolean {
  const least = numberIn(inputs["minRetentionDays"], 0);
  const most = numberIn(inputs["maxRetentionDays"], Infinity);
  return (
    (wanted === "armed" || numberIn(inputs["changeableForDays"], 0) > 0) &&
    rules.map(keptDays).every((days) => least <= days && days <= most)
  );
}
