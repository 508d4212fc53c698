import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  type ParsedNode,
  parseDocument,
} from "yaml";
import type { Path } from "../report/finding.js";

/** A place in a text; both count from 1. */
export interface Spot {
  readonly line: number;
  readonly column: number;
}

/** What stands where a value cannot be told, and has been reported already. */
export const unreadable = Symbol("unreadable");

/** A value of a document with the places of its name and of itself. */
export interface Tree {
  readonly key: Spot;
  readonly spot: Spot;
  /** Plain values, arrays and objects as JSON has them, and `unreadable`. */
  readonly value: unknown;
  /** A scalar as it is written, without quotes. */
  readonly source?: string;
  readonly entries: ReadonlyMap<string, Tree>;
}

/** A mistake in the YAML itself. */
export interface Slip {
  readonly code: string;
  readonly message: string;
  readonly spot: Spot;
  /** Where in the document, when it is known. */
  readonly path?: Path;
}

/** A text as a tree, as far as it could be read, and the mistakes in its YAML. */
export interface Reading {
  readonly tree: Tree;
  readonly slips: readonly Slip[];
}

/** The tag of a value whose line could not be read. */
export const unreadableTag = "!unreadable";

/** Reads a text with the places of everything. Slow: for texts that are wrong. */
export function readTree(text: string): Reading {
  const lines = new LineCounter();
  // js-yaml reads YAML 1.2 whatever a directive says.
  const document = parseDocument(text.replace(/^%/gm, "#"), {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    version: "1.2",
    schema: "core",
    // The builder reports equal keys itself: it knows where the first one stands.
    uniqueKeys: false,
    logLevel: "silent",
  });
  const spotAt = (offset: number): Spot => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const builder = new TreeBuilder(spotAt);
  const start = spotAt(0);
  const tree = builder.build(document.contents, start, []);
  const parserSlips = [...document.errors, ...document.warnings]
    .filter(({ code, message }) => code !== "TAG_RESOLVE_FAILED" || isPlainTag(message))
    .map(({ code, message, pos }) => ({ code, message, spot: spotAt(pos[0]) }));
  return { tree, slips: [...parserSlips, ...builder.slips] };
}

class TreeBuilder {
  readonly slips: Slip[] = [];
  private readonly spotAt: (offset: number) => Spot;

  constructor(spotAt: (offset: number) => Spot) {
    this.spotAt = spotAt;
  }

  build(node: ParsedNode | null, key: Spot, path: Path): Tree {
    if (node === null || (isScalar(node) && node.value === null && node.source === "")) {
      return { key, spot: key, value: null, source: "", entries: new Map() };
    }
    const spot = this.spotAt(node.range[0]);
    if (isAlias(node) || isTagged(node)) {
      return this.refuse(node, { key, spot }, path);
    }
    if (isMap(node)) {
      return { key, spot, ...this.buildEntries(node.items, path) };
    }
    if (isSeq(node)) {
      const items = node.items.map((item, index) =>
        this.build(item, spot, [...path, String(index)]),
      );
      const entries = new Map(items.map((item, index) => [String(index), item]));
      return { key, spot, value: items.map((item) => item.value), entries };
    }
    return { key, spot, value: node.value, source: node.source, entries: new Map() };
  }

  private buildEntries(pairs: readonly Pair<ParsedNode, ParsedNode | null>[], path: Path) {
    const entries = new Map<string, Tree>();
    for (const { key, value } of pairs) {
      // A key that is no text has been reported by the parser.
      if (!isScalar(key)) {
        continue;
      }
      const name = String(key.value);
      const spot = this.spotAt(key.range[0]);
      const here = [...path, name];
      const first = entries.get(name);
      if (first === undefined) {
        entries.set(name, this.build(value, spot, here));
      } else {
        const message = `${JSON.stringify(name)} stands here already, in line ${first.key.line}`;
        this.slips.push({ code: "DUPLICATE_KEY", message, spot, path: here });
      }
    }
    const plain = [...entries].map(([name, tree]) => [name, tree.value]);
    return { entries, value: Object.fromEntries(plain) };
  }

  private refuse(node: ParsedNode, place: Pick<Tree, "key" | "spot">, path: Path): Tree {
    if (node.tag !== unreadableTag) {
      const code = isAlias(node) ? "ALIAS" : "TAG";
      this.slips.push({ code, message: "", spot: place.spot, path });
    }
    return { ...place, value: unreadable, entries: new Map() };
  }
}

/** Whether a text ends with a tag of the core schema; the builder refuses all others itself. */
function isPlainTag(text: string): boolean {
  return /\btag:yaml.org,2002:(str|int|float|bool|null|map|seq)$/.test(text);
}

function isTagged(node: ParsedNode): boolean {
  return node.tag !== undefined && !isPlainTag(node.tag);
}

/** The tree at a path, or the last one on the way to it. */
export function treeAt(root: Tree, path: Path): { tree: Tree; found: boolean } {
  let tree = root;
  for (const step of path) {
    const next = tree.entries.get(step);
    if (next === undefined) {
      return { tree, found: false };
    }
    tree = next;
  }
  return { tree, found: true };
}

/** The path of what starts at a place, its name or its value, or else of the first name on its line. */
export function pathAt(tree: Tree, place: Spot): Path {
  const isThere = ({ line, column }: Spot) => line === place.line && column === place.column;
  return (
    pathWhere(tree, ({ key }) => isThere(key)) ??
    pathWhere(tree, ({ spot }) => isThere(spot)) ??
    pathWhere(tree, ({ key }) => key.line === place.line) ??
    []
  );
}

function pathWhere(tree: Tree, fits: (entry: Tree) => boolean, path: Path = []): Path | undefined {
  for (const [name, entry] of tree.entries) {
    const here = [...path, name];
    const found = fits(entry) ? here : pathWhere(entry, fits, here);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
