/** The way from the root of a document to one of its values. */
export type Path = readonly string[];

/** A mistake before its line and column are known: they are computed only for a faulty file. */
export interface Finding {
  readonly path: Path;
  /** Whether the name or the value at the path is wrong. */
  readonly at: "key" | "value";
  readonly message: string;
  readonly allowed?: string;
  readonly fix: string;
}

/** Takes a finding about one file. */
export type Report = (finding: Finding) => void;

/** A path as people write it: `servers.db.memory`, `instanceTypes["t3.small"].memory`. */
export function pathText(path: Path): string {
  return path.reduce((text, step) => {
    const plain = /^[\w-]+$/.test(step);
    return `${text}${plain ? `${text === "" ? "" : "."}${step}` : `[${JSON.stringify(step)}]`}`;
  }, "");
}
