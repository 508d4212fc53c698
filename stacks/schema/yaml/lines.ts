/** The text with `\n` at the end of every line: parsers differ about a `\r` that stands alone. */
export function unifyLines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}
