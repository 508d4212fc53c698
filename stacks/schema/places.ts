import { isSource, readSource } from "./files.js";
import type { Path } from "./report/finding.js";
import { readTree, treeAt } from "./yaml/tree.js";

/** Where something stands in a file; line and column count from 1. */
export interface Place {
  /** The file as the user would name it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Finds places in the estate of a stack: of a path, or of the last step on its way that exists. */
export type Places = (path: Path) => Place;

/**
 * Finds places in a file of a folder. Slow for large files: the text is read with all positions,
 * once, when the first place is asked for.
 */
export function placesIn(folder: string, name: string): Places {
  const source = readSource(folder, name, ".yaml");
  if (!isSource(source)) {
    return () => ({ file: source.file, line: source.line, column: source.column });
  }
  let tree: ReturnType<typeof readTree>["tree"] | undefined;
  return (path) => {
    tree ??= readTree(source.text).tree;
    const found = treeAt(tree, path).tree;
    // An item of a list has no name of its own.
    const { line, column } = /^\d+$/.test(path.at(-1) ?? "") ? found.spot : found.key;
    return { file: source.file, line, column };
  };
}
