import assert from "node:assert/strict";

/** A file without the section that begins with these words, up to the next empty line. */
export function withoutSection(text: string, title: string): string {
  const [before = "", behind] = text.split(`\n${title}`);
  assert.ok(behind !== undefined, `there is no section ${title}`);
  const end = behind.indexOf("\n\n");
  return end === -1 ? before : before + behind.slice(end + 1);
}
