import type { SyntaxNode } from "tree-sitter";

/** Reads PowerShell. */
export interface Grammar {
  readonly read: (text: string) => SyntaxNode;
}

/** The grammar of PowerShell for tree-sitter. */
export async function openGrammar(): Promise<Grammar> {
  const { default: Parser } = await import("tree-sitter");
  const { default: language } = await import("tree-sitter-powershell/bindings/node/index.js");
  const parser = new Parser();
  parser.setLanguage(language);
  // A text is handed over in pieces: a long one at once is refused.
  return { read: (text) => parser.parse((at: number) => text.slice(at, at + 4096)).rootNode };
}

/** What is no PowerShell in a text. */
export function faultsOf({ read }: Grammar, text: string): string[] {
  return nodesOf(read(text))
    .filter(({ type, isMissing }) => type === "ERROR" || isMissing)
    .map(({ text: found, startPosition }) => `${startPosition.row + 1}: ${found.slice(0, 80)}`);
}

/** The texts of all nodes of a type. */
export function textsOf({ read }: Grammar, text: string, type: string): string[] {
  return nodesOf(read(text))
    .filter((node) => node.type === type)
    .map((node) => node.text);
}

function nodesOf(node: SyntaxNode): SyntaxNode[] {
  return [node, ...node.children.flatMap((child) => nodesOf(child))];
}
