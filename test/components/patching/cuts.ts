import type { PatchNode } from "../../../components/service/patchPath/node.js";
import { type PatchFacts, patchPaths } from "../../../components/service/patchPath/patchPaths.js";
import { edgeCuts, movable, servers } from "./edges.js";

/** Every way to cut one edge of a path: a resource less, one elsewhere, one with a bent input. */
export function cuts(nodes: readonly PatchNode[]): [string, readonly PatchNode[]][] {
  return nodes.flatMap((node, index): [string, readonly PatchNode[]][] => {
    const { type, inputs } = node;
    const bent = edgeCuts(node).map(([what, change]): [string, readonly PatchNode[]] => [
      `${type} ${what}`,
      nodes.with(index, { ...node, inputs: change(inputs), uses: {} }),
    ]);
    const elsewhere = { ...node, provider: "urn:pulumi:s::p::pulumi:providers:x::other::id" };
    return [
      ...bent,
      ...(movable.has(type) ? [cut(`${type} elsewhere`, nodes.with(index, elsewhere))] : []),
      ...(edgeCuts(node).length > 0 && !servers.has(type)
        ? [cut(`${type} removed`, nodes.toSpliced(index, 1))]
        : []),
    ];
  });
}

const cut = (what: string, nodes: readonly PatchNode[]): [string, readonly PatchNode[]] => [
  what,
  nodes,
];

/** The cuts after which the paths of some resources miss no more than before. */
export function unnoticedCuts(nodes: readonly PatchNode[], facts: PatchFacts): string[] {
  const count = (some: readonly PatchNode[]) =>
    patchPaths(some, facts).flatMap(({ missing }) => missing).length;
  const before = count(nodes);
  return cuts(nodes)
    .filter(([, cut]) => count(cut) <= before)
    .map(([what]) => what);
}

/** The same resources as a first preview has them: no ids, and no input that comes from an output. */
export function withUnknowns(nodes: readonly PatchNode[]): PatchNode[] {
  const ids = new Set(nodes.map(({ id }) => id));
  const unknown = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(unknown);
    }
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unknown(one)]));
    }
    return typeof value === "string" && ids.has(value) ? null : value;
  };
  return nodes.map(({ inputs, uses = {}, ...node }) => {
    const known = Object.entries(inputs).map(([key, value]): [string, unknown] => {
      const isMade = (uses[key] ?? []).length > 0;
      const isLink = isMade && typeof value === "string";
      return [key, isLink ? null : isMade ? unknown(value) : value];
    });
    return { ...node, id: undefined, uses, inputs: Object.fromEntries(known) };
  });
}
