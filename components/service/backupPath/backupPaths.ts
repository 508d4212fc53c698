import { PatchGraph } from "../patchPath/graph.js";
import type { PatchNode } from "../patchPath/node.js";
import { awsBackupPath } from "./aws.js";
import { azureBackupPath } from "./azure.js";
import type { BackupFacts, BackupPath } from "./node.js";

const instance = "aws:ec2/instance:Instance";
const machine = "azure-native:compute:VirtualMachine";

/**
 * The path of every server on AWS and Azure among some resources to the vault of its backups. A server whose
 * path misses nothing is backed up as its class demands; everything else says where it is cut.
 */
export function backupPaths(
  nodes: readonly PatchNode[],
  facts: BackupFacts = {},
): readonly BackupPath[] {
  const graph = new PatchGraph(nodes);
  return [
    ...graph.all(instance).map((server) => ({ server, ...awsBackupPath(graph, server, facts) })),
    ...graph.all(machine).map((server) => ({ server, ...azureBackupPath(graph, server, facts) })),
  ];
}
