import type { PatchNode } from "../../components/service/patchPath/node.js";
import type { Node } from "../framework/graph.js";

/** A resource as paths take it. @param properties those by which it leads to others */
export function patchNode(node: Node, properties: readonly string[]): PatchNode {
  const { urn, type, name, inputs, outputs, provider } = node;
  const id = outputs.get("id").text();
  return {
    ...{ urn, type, name },
    ...(id.state === "known" && { id: id.value }),
    ...(provider !== undefined && { provider: `${provider}::` }),
    inputs: Object(inputs.plain()),
    uses: Object.fromEntries(properties.map((property) => [property, node.origins(property)])),
  };
}
