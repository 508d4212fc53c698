import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Source } from "./document.js";
import type { Problem } from "./report/problem.js";
import { didYouMean, oneOf, quote } from "./report/wording.js";
import { unifyLines } from "./yaml/lines.js";

/** The text of a file of a folder, or the problem that it cannot be read. */
export function readSource(folder: string, name: string, ending: string): Source | Problem {
  const path = join(folder, name);
  const file = shown(path);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
    return { file, text: unifyLines(text) };
  } catch (error) {
    const place = { file, line: 1, column: 1, path: "" };
    if (error instanceof TypeError) {
      return { ...place, message: "the file is not UTF-8 text", fix: "Save it as UTF-8." };
    }
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return code === "ENOENT" || code === "ENOTDIR"
      ? { ...place, ...describeMissing(folder, name, ending) }
      : {
          ...place,
          message: `the file cannot be read (${code})`,
          fix: fixes[code] ?? "Look at the file.",
        };
  }
}

const fixes: Readonly<Record<string, string>> = {
  EACCES: "Give yourself the right to read it.",
  EISDIR: "Put a file in place of the folder.",
};

/** Whether a file could be read. */
export function isSource(outcome: Source | Problem): outcome is Source {
  return "text" in outcome;
}

/** Absolute paths inside the working directory are shown from there, as the user would type them. */
function shown(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere === "" || fromHere.startsWith("..") ? path : fromHere;
}

function describeMissing(folder: string, name: string, ending: string) {
  const names = filesIn(folder);
  if (names === undefined) {
    const message = `the folder ${quote(shown(folder))} cannot be read`;
    return { message, fix: "Name the folder with the site, the catalog and the estates." };
  }
  const similar = names.filter((other) => other.endsWith(ending));
  const fix = didYouMean(name, similar, `Create ${name}, or name one that exists.`);
  const allowed = similar.length === 0 ? `a file ${name}; there is none like it` : oneOf(similar);
  return { message: "the file does not exist", allowed, fix };
}

function filesIn(folder: string): string[] | undefined {
  try {
    return readdirSync(folder).sort();
  } catch {
    return undefined;
  }
}
