/** Characters that Markdown, HTML or a forge could take for more than themselves. */
const active = /[\\`*_[\]<>|~&$#@!]/g;

/**
 * A text of which nothing is known, so that it shows as it is written: on one line, without markup,
 * mentions, references or links. A comment that shows nothing keeps a forge from seeing a mention
 * (`@team`), a reference (`#12`) or an address (`https://…`) where one stands.
 */
export function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll(active, (character) =>
      character === "@" || character === "#" ? `\\${character}<!-- -->` : `\\${character}`,
    )
    .replaceAll("://", ":<!-- -->//")
    .replaceAll(/\bwww\./gi, (www) => `${www.slice(0, -1)}<!-- -->.`)
    .trim();
}

/** A name or a place in the type of a computer. */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const padding = longest > 0 || line === "" ? " " : "";
  // In a table a bar ends the cell, even within code.
  return `${fence}${padding}${line.replaceAll("|", "\\|")}${padding}${fence}`;
}

/** `1 server`, `3 servers`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
