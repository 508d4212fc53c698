import type { BackupEdge } from "../../components/service/backupPath/node.js";
import type { PatchNode } from "../../components/service/patchPath/node.js";
import { unknownPart } from "../framework/field.js";
import type { Graph } from "../framework/graph.js";
import { patchNode } from "../patching/patchNode.js";

/** What the path of backups leads over. */
export const types = {
  instance: "aws:ec2/instance:Instance",
  settings: "aws:backup/regionSettings:RegionSettings",
  selection: "aws:backup/selection:Selection",
  plan: "aws:backup/plan:Plan",
  vault: "aws:backup/vault:Vault",
  vaultPolicy: "aws:backup/vaultPolicy:VaultPolicy",
  lock: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
  role: "aws:iam/role:Role",
  attachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  key: "aws:kms/key:Key",
  restoreTest: "aws:backup/restoreTestingPlan:RestoreTestingPlan",
  restored: "aws:backup/restoreTestingSelection:RestoreTestingSelection",
  machine: "azure-native:compute:VirtualMachine",
  item: "azure-native:recoveryservices:ProtectedItem",
  policy: "azure-native:recoveryservices:ProtectionPolicy",
  azureVault: "azure-native:recoveryservices:Vault",
  vsphereMachine: "vsphere:index/virtualMachine:VirtualMachine",
  jobs: "command:local:Command",
  awsProvider: "pulumi:providers:aws",
  azureProvider: "pulumi:providers:azure-native",
} as const;

/** The same, with the properties by which one leads to the next. */
const stops: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.values(types).map((type) => [type, []])),
  [types.selection]: ["planId", "iamRoleArn"],
  [types.plan]: ["rules"],
  [types.vault]: ["kmsKeyArn"],
  [types.vaultPolicy]: ["backupVaultName"],
  [types.lock]: ["backupVaultName"],
  [types.attachment]: ["role"],
  [types.restoreTest]: ["recoveryPointSelection"],
  [types.item]: ["properties"],
  [types.jobs]: ["stdin"],
  [types.restored]: ["restoreTestingPlanName", "iamRoleArn"],
};

/** The resources of the stack that have a part in backups. */
export function backupNodes(graph: Graph): readonly PatchNode[] {
  return Object.entries(stops).flatMap(([type, properties]) =>
    graph.ofType(type).map((node) => patchNode(node, properties)),
  );
}

/** A type, and the properties of it that are asked for an edge. */
export type Asked = readonly [type: string, ...properties: readonly string[]];

const jobs: readonly Asked[] = [[types.jobs, "create", "delete", "stdin"]];

/** What the edges of a path over a backup server hang on. */
export const jobEdges: Readonly<Record<BackupEdge, readonly Asked[]>> = {
  ...{ tag: [], "opt-in": [], selection: jobs, role: [], plan: jobs, schedule: jobs },
  ...{ copy: jobs, vault: jobs, key: jobs, policy: jobs, lock: jobs },
};

/** Whether one of the properties is not known yet and comes from no resource of the stack. */
export function isUnknown(graph: Graph, [type, ...properties]: Asked): boolean {
  return graph
    .ofType(type)
    .some((node) =>
      properties.some(
        (property) =>
          holdsUnknown(node.inputs.get(property).plain()) &&
          node.origins(property).every((urn) => graph.at(urn) === undefined),
      ),
    );
}

/** Whether a part of the value is not known yet. */
export function holdsUnknown(value: unknown): boolean {
  return (
    value === unknownPart ||
    (typeof value === "object" && value !== null && Object.values(value).some(holdsUnknown))
  );
}
