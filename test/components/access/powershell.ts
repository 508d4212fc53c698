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

/** What makes code of text, or starts what nobody has looked at. */
const dangerous =
  /^(iex|invoke-expression|invoke-command|icm|add-type|start-process|saps|start|invoke-item|ii|cmd|cmd\.exe|new-module|import-module|set-executionpolicy|invoke-webrequest|iwr|invoke-restmethod|irm)$/i;

/** Where a script makes code of text: dangerous commands, and all that are called by a value. */
export function codeMadeIn(grammar: Grammar, script: string): string[] {
  const named = textsOf(grammar, script, "command_name").filter((name) => dangerous.test(name));
  const called = textsOf(grammar, script, "command_name_expr").filter(
    (name) => dangerous.test(name) || /^[$("'{]/.test(name),
  );
  const made = script.match(/ScriptBlock\]::Create|NewScriptBlock|\.Invoke\(\)/gi) ?? [];
  return [...named, ...called, ...made];
}

function nodesOf(node: SyntaxNode): SyntaxNode[] {
  return [node, ...node.children.flatMap((child) => nodesOf(child))];
}
