import { readdirSync } from "node:fs";
import { RunFailure } from "../stack/run.js";
import { type Checkout, git } from "./git.js";

/** The stack of what exists once for all customers. */
export const siteStack = "site";

/** How the name of an estate's file ends. */
export const estateEnding = ".estate.yaml";
/** Files of one stack: its estate, its exceptions, the settings that the engine reads. */
const ownFile = /^(?:Pulumi\.([^/]+)|([^/]+)\.(?:estate|exceptions))\.yaml$/;
/** What no stack is made of: texts for people and the machinery of forges. */
const harmless =
  /^(?:docs|test|bench|workflows|\.ci|\.github|\.gitlab)\/|^\.gitlab-ci\.yml$|\.(?:md|ics)$/;

/** The stacks of a folder: the site, when it has one, then the estates. */
export function stacksIn(folder: string): string[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    throw new RunFailure(`The folder ${folder} cannot be read. Name the folder of the estates.`);
  }
  const site = names.includes(`${siteStack}.yaml`) ? [siteStack] : [];
  const estates = names.filter((name) => name.endsWith(estateEnding)).sort();
  return [...site, ...estates.map((name) => name.slice(0, -estateEnding.length))];
}

/**
 * The stacks that a change touches: that of an estate's own files; all of them for anything that
 * all share, the catalog, the site, the program or the rules.
 *
 * @param files changed files, relative to the root of the repository, with `/`
 * @param folder folder of the estates, likewise
 * @param all the stacks that there are now
 */
export function touchedStacks(
  files: readonly string[],
  folder: string,
  all: readonly string[],
): string[] {
  const found = new Set<string>();
  let isShared = false;
  for (const file of files) {
    const inFolder = file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : undefined;
    const [, settings, own] = ownFile.exec(inFolder ?? file) ?? [];
    const stack = inFolder === undefined ? settings : (settings ?? own);
    if (stack !== undefined) {
      found.add(stack);
    } else if (!harmless.test(file)) {
      isShared = true;
    }
  }
  const known = all.filter((name) => isShared || found.has(name));
  return [...known, ...[...found].filter((name) => !all.includes(name)).sort()];
}

/**
 * The files that differ between the working tree and the point at which it left `base`, new ones
 * included.
 *
 * @throws RunFailure with what git said
 */
export async function changedFiles(base: string, { root }: Checkout): Promise<readonly string[]> {
  const [changed, added] = await Promise.all([
    git(
      root,
      "diff",
      "--name-only",
      "--no-renames",
      "-z",
      "--merge-base",
      "--end-of-options",
      base,
      "--",
    ),
    git(root, "ls-files", "--others", "--exclude-standard", "-z"),
  ]);
  return `${changed}${added}`.split("\0").filter((file) => file !== "");
}
