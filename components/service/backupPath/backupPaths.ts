import { PatchGraph } from "../patchPath/graph.js";
import { isHypervMachine } from "../patchPath/hyperv.js";
import type { PatchNode } from "../patchPath/node.js";
import { isPhysicalMachine } from "../patchPath/physical.js";
import { awsBackupPath } from "./aws.js";
import { type RestorePath, restoresMissing } from "./awsRestores.js";
import { isKept } from "./awsVault.js";
import { azureBackupPath } from "./azure.js";
import type { BackupFacts, BackupPath } from "./node.js";
import { hypervBackupPath, physicalBackupPath, vsphereBackupPath } from "./vsphere.js";

/** The way of each kind of server. */
const ways = {
  "aws:ec2/instance:Instance": awsBackupPath,
  "azure-native:compute:VirtualMachine": azureBackupPath,
  "vsphere:index/virtualMachine:VirtualMachine": vsphereBackupPath,
} as const;
const local = "command:local:Command";
const remote = "command:remote:Command";
const restoreTest = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
const vault = "aws:backup/vault:Vault";

/**
 * The path of every server among some resources to the vault of its
 * backups. A server whose path misses nothing is backed up as its class demands; everything else
 * says where it is cut.
 */
export function backupPaths(
  nodes: readonly PatchNode[],
  facts: BackupFacts = {},
): readonly BackupPath[] {
  const graph = new PatchGraph(nodes);
  const onHyperv = graph.all(remote).filter(isHypervMachine);
  const onHardware = graph.all(local).filter(isPhysicalMachine);
  return [
    ...Object.entries(ways).flatMap(([type, pathOf]) =>
      graph.all(type).map((server) => ({ server, ...pathOf(graph, server, facts) })),
    ),
    ...onHardware.map((server) => ({ server, ...physicalBackupPath(graph, server, facts) })),
    ...onHyperv.map((server) => ({ server, ...hypervBackupPath(graph, server, facts) })),
  ];
}

/** The path of every restore test among some resources to the servers that it restores. */
export function restorePaths(nodes: readonly PatchNode[]): readonly RestorePath[] {
  const graph = new PatchGraph(nodes);
  const servers = backupPaths(nodes);
  return graph
    .all(restoreTest)
    .map((test) => ({ test, missing: restoresMissing(graph, test, servers) }));
}

/** The vaults among some resources whose backups somebody may end early. */
export function openVaults(nodes: readonly PatchNode[]): readonly PatchNode[] {
  const graph = new PatchGraph(nodes);
  return graph.all(vault).filter((one) => !isKept(graph, one));
}
