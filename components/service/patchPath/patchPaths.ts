import { awsPath } from "./aws.js";
import type { AwsImageProduct } from "./awsPatches.js";
import { azurePath } from "./azure.js";
import { PatchGraph } from "./graph.js";
import { hypervPath, isHypervMachine } from "./hyperv.js";
import type { PatchNode, PatchPath } from "./node.js";
import { text } from "./values.js";
import { vspherePath } from "./vsphere.js";
import type { Ways } from "./windows.js";

/** What resources alone do not tell. */
export interface PatchFacts {
  /** The product of an AMI. Where it is not known, any baseline of the patch group will do. */
  readonly productOf?: (ami: string) => AwsImageProduct | undefined;
}

type Find = (graph: PatchGraph, server: PatchNode, facts: PatchFacts) => Ways;

const command = "command:remote:Command";

/** The tokens of servers, and how the path of each is found. */
const finders: Readonly<Record<string, Find>> = {
  "aws:ec2/instance:Instance": (graph, server, { productOf }) =>
    awsPath(graph, server, productOf?.(text(server.inputs["ami"]) ?? "")),
  "azure-native:compute:VirtualMachine": azurePath,
  "vsphere:index/virtualMachine:VirtualMachine": vspherePath,
  [command]: hypervPath,
};

/**
 * The path of every server among some resources to its window. Exactly one window patches a
 * server whose path misses nothing; everything else says at which edge it is cut.
 */
export function patchPaths(
  nodes: readonly PatchNode[],
  facts: PatchFacts = {},
): readonly PatchPath[] {
  const graph = new PatchGraph(nodes);
  return Object.entries(finders).flatMap(([token, find]) =>
    graph
      .all(token)
      .filter((node) => token !== command || isHypervMachine(node))
      .map((server) => ({ server, ...find(graph, server, facts) })),
  );
}
