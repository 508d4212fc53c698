import type { PatchGraph } from "../patchPath/graph.js";
import type { PatchNode } from "../patchPath/node.js";
import { record, records, texts, type Values } from "../patchPath/values.js";
import { isKnown, tagOf } from "./aws.js";
import { mayMake } from "./awsRole.js";
import type { BackupPath } from "./node.js";

const tokens = {
  selection: "aws:backup/restoreTestingSelection:RestoreTestingSelection",
  vault: "aws:backup/vault:Vault",
} as const;

/** Where the path from a restore test to the servers that it restores can be cut. */
export type RestoreEdge = "selection" | "role" | "vaults" | "servers";

/** What leads from a restore test to what it restores. */
export interface RestorePath {
  readonly test: PatchNode;
  /** Empty when the test restores every server whose backups lie in its vaults. */
  readonly missing: readonly (readonly [edge: RestoreEdge, reason: string])[];
}

/** What keeps a restore test from restoring the servers whose backups lie in its vaults. */
export function restoresMissing(
  graph: PatchGraph,
  test: PatchNode,
  paths: readonly BackupPath[],
): RestorePath["missing"] {
  const place = graph.placeOf(test);
  const selections = graph
    .all(tokens.selection)
    .filter((one) => graph.named(one, "restoreTestingPlanName", test.type) === test);
  if (selections.length === 0) {
    return [["selection", "No selection says what it restores."]];
  }
  const may = selections.filter((one) => mayMake("restores", graph, one));
  const own = paths.filter(({ server }) => graph.placeOf(server) === place);
  const backed = own.filter(({ vaults }) => vaults.some((vault) => reads(graph, test, vault)));
  const lost = backed.filter(({ server }) => !selections.some((one) => takes(one.inputs, server)));
  return [
    ...(may.length === selections.length
      ? []
      : [["role", "It works as a role that may not restore."] as const]),
    ...(own.length === 0 || backed.length > 0
      ? []
      : [["vaults", "No server has its backups in one of its vaults."] as const]),
    ...(lost.length === 0
      ? []
      : [
          [
            "servers",
            `It never restores ${lost.map(({ server }) => server.name).join(", ")}.`,
          ] as const,
        ]),
  ];
}

/** Whether the restore test takes recovery points of the vault. */
function reads(graph: PatchGraph, test: PatchNode, vault: PatchNode): boolean {
  const selection = record(test.inputs["recoveryPointSelection"]);
  const isLeftOut = texts(selection["excludeVaults"]).some((arn) => isOf(arn, vault));
  const used = graph.used(test, "recoveryPointSelection", tokens.vault).includes(vault);
  const named = selection["includeVaults"];
  return (
    !isLeftOut &&
    Array.isArray(named) &&
    named.some((arn) => (typeof arn === "string" ? isOf(arn, vault) : used))
  );
}

function isOf(arn: string, { inputs }: PatchNode): boolean {
  return arn === "*" || arn.split(":").at(-1) === inputs["name"];
}

/** Whether the selection of a restore test takes the server. */
function takes(selection: Values, { id, inputs }: PatchNode): boolean {
  const tags = record(inputs["tags"]);
  const conditions = selection["protectedResourceConditions"];
  const asked = (kind: string) => records(record(conditions)[kind]);
  return (
    isKnown(conditions) &&
    selection["protectedResourceType"] === "EC2" &&
    texts(selection["protectedResourceArns"]).some(
      (arn) => arn === "*" || (id !== undefined && arn.endsWith(`:instance/${id}`)),
    ) &&
    asked("stringEquals").every(({ key, value }) => tagOf(tags, key) === value) &&
    asked("stringNotEquals").every(({ key, value }) => tagOf(tags, key) !== value)
  );
}
