import type { z } from "zod";
import { inspect } from "./inspect/inspect.js";
import { type Finding, pathText } from "./report/finding.js";
import type { Problem } from "./report/problem.js";
import { type Loaded, loadYaml } from "./yaml/load.js";
import { type Mended, readMended } from "./yaml/mend.js";
import { pathAt, type Tree, treeAt, unreadable } from "./yaml/tree.js";

/** A file that has been read as text. */
export interface Source {
  /** The file as the user would name it. */
  readonly file: string;
  readonly text: string;
}

/** A file that the schema accepts, or the reason to look closer. */
type Parsed<T> = { readonly raw: unknown; readonly value: T } | undefined;

/** The fast way: no positions, no explanations. */
export function parse<T>(schema: z.ZodType<T>, text: string): Parsed<T> {
  const loaded = loadYaml(text);
  if (!("value" in loaded)) {
    return undefined;
  }
  const checked = schema.safeParse(loaded.value);
  return checked.success ? { raw: loaded.value, value: checked.data } : undefined;
}

/** A file with all that is wrong with it by itself; further findings can be located in it. */
export class Examination {
  /** What could be read, with misspelled keys put right. */
  readonly raw: unknown;
  private readonly tree: Tree;
  private readonly found = new Map<string, Problem>();
  private readonly file: string;

  constructor(schema: z.ZodType, source: Source) {
    this.file = source.file;
    const loaded = loadYaml(source.text);
    const mended = "isTooDeep" in loaded && loaded.isTooDeep ? undefined : readable(source.text);
    if (mended === undefined) {
      this.add("", { ...top, ...tooDeep });
      this.tree = blank;
    } else if (isEmpty(mended.reading.tree)) {
      this.add("", { ...top, ...empty });
      this.tree = blank;
    } else {
      this.reportFaults(mended);
      const findings: Finding[] = [];
      this.tree = inspect(schema, mended.reading.tree, [], (finding) => findings.push(finding));
      for (const finding of findings) {
        this.report(finding);
      }
    }
    this.raw = this.tree.value;
    if (this.found.size === 0) {
      this.askFastParser(schema, source, loaded);
    }
  }

  readonly report = (finding: Finding): void => {
    const { path, at, ...rest } = finding;
    const { tree, found } = treeAt(this.tree, path);
    const isValue = at === "value" && found;
    const place = isValue ? tree.spot : tree.key;
    const value = isValue && tree.source !== undefined ? { value: tree.source } : {};
    const name = pathText(path);
    this.add(name, { ...place, path: name, ...value, ...rest });
  };

  /** Everything that is wrong, by line. */
  problems(): Problem[] {
    return [...this.found.values()].sort((a, b) => a.line - b.line || a.column - b.column);
  }

  private add(key: string, problem: Omit<Problem, "file">): void {
    // One mistake, one entry: what was found first is the cause.
    if (!this.found.has(key)) {
      this.found.set(key, { file: this.file, ...problem });
    }
  }

  private reportFaults({ reading, faults }: Mended): void {
    for (const { spot, path, losesValue, ...fault } of faults) {
      const name = pathText(path ?? pathAt(reading.tree, spot));
      const key = losesValue ? name : `${spot.line}:${spot.column}`;
      this.add(key, { ...spot, path: name, ...fault });
    }
  }

  /** The two parsers agree; where they ever do not, the stricter one is right. */
  private askFastParser(schema: z.ZodType, { text }: Source, loaded: Loaded): void {
    if ("reason" in loaded) {
      const before = text.slice(0, loaded.offset).split("\n");
      const column = (before.at(-1)?.length ?? 0) + 1;
      const message = `this is not YAML: ${loaded.reason}`;
      const fix = "Write it in the plain way of the other files.";
      this.add("", { line: before.length, column, path: "", message, fix });
      return;
    }
    for (const issue of schema.safeParse(loaded.value).error?.issues ?? []) {
      const path = issue.path.map(String);
      this.report({
        path,
        at: "value",
        message: `is refused: ${issue.message}`,
        fix: "Correct it.",
      });
    }
  }
}

const start = { line: 1, column: 1 };
const top = { ...start, path: "" };
const blank: Tree = { key: start, spot: start, value: unreadable, entries: new Map() };

const tooDeep = {
  message: "values are nested more than 100 levels deep",
  allowed: "the few levels that the schema knows",
  fix: "Remove the brackets or the indentation.",
};

const empty = {
  message: "the file is empty",
  allowed: 'a mapping: lines of "key: value"',
  fix: "Start from the example in the folder stacks.",
};

/** The text as a tree; undefined when it is nested so deeply that the parser gives up. */
function readable(text: string): Mended | undefined {
  try {
    return readMended(text);
  } catch (error) {
    if (error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

function isEmpty(tree: Tree): boolean {
  return tree.value === null && tree.source === "";
}
