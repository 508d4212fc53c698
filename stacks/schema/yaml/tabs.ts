import type { Fault } from "./fault.js";
import { indent, isContent, nextLine, previousLine } from "./indent.js";

/** Replaces tabs in indentations by what the lines around them suggest. */
export function straightenTabs(lines: string[]): Fault[] {
  const faults: Fault[] = [];
  for (const [index, line] of lines.entries()) {
    const [margin = ""] = /^[ \t]*/.exec(line) ?? [];
    if (!margin.includes("\t") || !isContent(line)) {
      continue;
    }
    lines[index] = " ".repeat(suggestedIndent(index, lines)) + line.trimStart();
    faults.push({
      spot: { line: index + 1, column: margin.indexOf("\t") + 1 },
      message: "the line is indented with a tab",
      allowed: "spaces: YAML does not allow tabs in indentations",
      fix: "Write two spaces for each level.",
    });
  }
  return faults;
}

function suggestedIndent(index: number, lines: readonly string[]): number {
  const line = lines[index] ?? "";
  const above = lines[previousLine(index, lines) ?? -1] ?? "";
  const below = lines[nextLine(index, lines) ?? -1] ?? "";
  const opens = (text: string) => /:\s*(#.*)?$/.test(text);
  const isTabbed = (text: string) => /^ *\t/.test(text);
  if (opens(line) && below !== "" && !isTabbed(below)) {
    return Math.max(0, indent(below) - 2);
  }
  if (opens(above)) {
    return indent(above) + 2;
  }
  const margin = line.slice(0, line.length - line.trimStart().length);
  const spaces = margin.replaceAll("\t", "").length;
  // After a list the level above is the wrong one; spaces beside the tab may tell the right one.
  if (spaces > 0 && spaces < indent(above) && levelsAbove(index, lines).has(spaces)) {
    return spaces;
  }
  const tabs = margin.length;
  return isTabbed(below) || below === "" ? Math.min(indent(above), tabs * 2) : indent(above);
}

/** The levels of the blocks in which a line can stand. */
function levelsAbove(index: number, lines: readonly string[]): ReadonlySet<number> {
  return new Set(lines.slice(0, index).filter(isContent).map(indent));
}
