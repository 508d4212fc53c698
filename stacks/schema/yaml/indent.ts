/** Whether a line holds more than space and a comment. */
export function isContent(line: string): boolean {
  return /^\s*[^\s#]/.test(line);
}

/** How many characters of space a line begins with. */
export function indent(line: string): number {
  return line.length - line.trimStart().length;
}

/** Index of the next line with content. */
export function nextLine(index: number, lines: readonly string[]): number | undefined {
  const found = lines.findIndex((line, other) => other > index && isContent(line));
  return found === -1 ? undefined : found;
}

/** Index of the line with content before. */
export function previousLine(index: number, lines: readonly string[]): number | undefined {
  const found = lines.findLastIndex((line, other) => other < index && isContent(line));
  return found === -1 ? undefined : found;
}
