import { awsPath } from "./aws.js";
import type { AwsImageProduct } from "./awsPatches.js";
import { azurePath } from "./azure.js";
import { PatchGraph } from "./graph.js";
import { hypervPath, isHypervMachine } from "./hyperv.js";
import type { PatchNode, PatchPath } from "./node.js";
import { isPhysicalMachine, physicalPath } from "./physical.js";
import { text } from "./values.js";
import { vspherePath } from "./vsphere.js";
import type { Ways } from "./windows.js";

/** What resources alone do not tell. */
export interface PatchFacts {
  /** The product of an AMI. Where it is not known, any baseline of the patch group will do. */
  readonly productOf?: (ami: string) => AwsImageProduct | undefined;
}

type Find = (graph: PatchGraph, server: PatchNode, facts: PatchFacts) => Ways;

/** Which commands are servers: all others are not. */
const commands: Readonly<Record<string, (node: PatchNode) => boolean>> = {
  "command:remote:Command": isHypervMachine,
  "command:local:Command": isPhysicalMachine,
};

/** The tokens of servers, and how the path of each is found. */
const finders: Readonly<Record<string, Find>> = {
  "aws:ec2/instance:Instance": (graph, server, { productOf }) =>
    awsPath(graph, server, productOf?.(text(server.inputs["ami"]) ?? "")),
  "azure-native:compute:VirtualMachine": azurePath,
  "vsphere:index/virtualMachine:VirtualMachine": vspherePath,
  "command:remote:Command": hypervPath,
  "command:local:Command": physicalPath,
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
      .filter((node) => commands[token]?.(node) ?? true)
      .map((server) => ({ server, ...find(graph, server, facts) })),
  );
}
