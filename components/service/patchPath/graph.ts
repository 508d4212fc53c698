import type { PatchNode } from "./node.js";
import { record, text } from "./values.js";

type Index = ReadonlyMap<string, readonly PatchNode[]>;

/** The resources of a stack with indices, so that a path takes no time that grows with the stack. */
export class PatchGraph {
  private readonly types: Index;
  private readonly urns: ReadonlyMap<string, PatchNode>;
  private readonly indices = new Map<string, Index>();

  constructor(nodes: readonly PatchNode[]) {
    this.types = indexed(nodes, ({ type }) => [type]);
    this.urns = new Map(nodes.map((node) => [node.urn, node]));
  }

  /** The nodes of a type. */
  all(type: string): readonly PatchNode[] {
    return this.types.get(type) ?? [];
  }

  /** The nodes of a type that have a key. @param index the name of the index, one for each `keysOf` */
  having(
    type: string,
    index: string,
    keysOf: (node: PatchNode) => readonly string[],
    key: string,
  ): readonly PatchNode[] {
    const name = `${type} ${index}`;
    const found = this.indices.get(name) ?? indexed(this.all(type), keysOf);
    this.indices.set(name, found);
    return found.get(key) ?? [];
  }

  /** The node of a type whose id an input of another one holds. */
  behind(from: PatchNode, property: string, type: string): PatchNode | undefined {
    const nameless = this.used(from, property, type).find(({ id }) => id === undefined);
    // A preview of what exists tells ids where they are used, not whose they are.
    return this.linked(from, property, type, "id", ({ id }) => id?.toLowerCase()) ?? nameless;
  }

  /** The node of a type whose name on the platform an input of another one holds. */
  named(from: PatchNode, property: string, type: string): PatchNode | undefined {
    const nameOf = ({ inputs }: PatchNode) => text(inputs["name"])?.toLowerCase();
    return this.linked(from, property, type, "name", nameOf);
  }

  /**
   * Whether the values of an input lead to a node: by its id or, as far as that is not told, by
   * dependency.
   */
  leads(from: PatchNode, property: string, values: readonly unknown[], to: PatchNode): boolean {
    const used = this.used(from, property, to.type).includes(to);
    return values.some((value) =>
      text(value) === undefined || to.id === undefined
        ? used && value !== undefined
        : value === to.id,
    );
  }

  /** The account or subscription and the region in which a node lives, as one text. */
  placeOf({ provider, inputs }: PatchNode): string {
    const urn = provider?.replace(/::[^:]*$/, "") ?? "";
    const settings = record(this.urns.get(urn)?.inputs);
    const { subscriptionId, allowedAccountIds } = settings;
    // A preview tells nothing of a region that is left to the provider.
    const region = text(inputs["region"]) ?? settings["region"];
    return this.urns.has(urn) ? JSON.stringify([subscriptionId, allowedAccountIds, region]) : urn;
  }

  /** The nodes of a type that an input depends on. */
  used(from: PatchNode, property: string, type: string): readonly PatchNode[] {
    const nodes = (from.uses?.[property] ?? []).map((urn) => this.urns.get(urn));
    return nodes.filter((node) => node?.type === type).filter((node) => node !== undefined);
  }

  private linked(
    from: PatchNode,
    property: string,
    type: string,
    index: string,
    keyOf: (node: PatchNode) => string | undefined,
  ): PatchNode | undefined {
    const value = text(from.inputs[property]);
    const keysOf = (node: PatchNode) => [keyOf(node)].filter((key) => key !== undefined);
    return value === undefined
      ? this.used(from, property, type)[0]
      : this.having(type, index, keysOf, value.toLowerCase())[0];
  }
}

function indexed(
  nodes: readonly PatchNode[],
  keysOf: (node: PatchNode) => readonly string[],
): Index {
  const index = new Map<string, PatchNode[]>();
  for (const node of nodes) {
    for (const key of new Set(keysOf(node))) {
      const members = index.get(key);
      if (members === undefined) {
        index.set(key, [node]);
      } else {
        members.push(node);
      }
    }
  }
  return index;
}
