import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Checkout, git, gitBytes } from "./git.js";

/** What a customer may change: estates and the exceptions that they ask for. */
const dataFile = /^[^/]+\.(?:estate|exceptions)\.yaml$/;
/** Plain files; a link could point anywhere. */
const plainModes: ReadonlySet<string> = new Set(["100644", "100755"]);

/** What was taken of a change, and what was not. */
export interface Taken {
  /** Paths from the root of the repository. */
  readonly taken: readonly string[];
  readonly notTaken: readonly string[];
}

/**
 * Takes into the working tree what another commit changed of the estates' data since it left this
 * one, and nothing else: no program, no rule, no catalog. So a gate can judge a change of which
 * nothing may be run.
 *
 * @throws RunFailure with what git said
 */
export async function takeData(head: string, { root, folder }: Checkout): Promise<Taken> {
  const range = ["--merge-base", "--end-of-options", "HEAD", head, "--"];
  const raw = await git(root, "diff", "--raw", "--no-renames", "--no-abbrev", "-z", ...range);
  const taken: string[] = [];
  const notTaken: string[] = [];
  for (const { mode, blob, path } of changesIn(raw)) {
    const isData = path.startsWith(`${folder}/`) && dataFile.test(path.slice(folder.length + 1));
    if (isData && blob === undefined) {
      rmSync(join(root, path), { force: true });
      taken.push(path);
    } else if (isData && blob !== undefined && plainModes.has(mode)) {
      writeFileSync(join(root, path), await gitBytes(root, "cat-file", "blob", blob));
      taken.push(path);
    } else {
      notTaken.push(path);
    }
  }
  return { taken, notTaken };
}

interface Change {
  readonly mode: string;
  /** Id of the content; undefined when the file is gone. */
  readonly blob?: string;
  readonly path: string;
}

/** Reads `git diff --raw -z`: a description and a path, each ended by a zero byte, per file. */
function changesIn(raw: string): Change[] {
  const parts = raw.split("\0");
  return parts.flatMap((description, index) => {
    const path = parts[index + 1];
    if (!description.startsWith(":") || path === undefined || index % 2 === 1) {
      return [];
    }
    const [, mode = "", , blob = "", status] = description.split(" ");
    return [status === "D" ? { mode, path } : { mode, blob, path }];
  });
}
