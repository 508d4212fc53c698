import { parse } from "../../../stacks/schema/document.js";
import { type EstateExceptions, exceptionsEnding } from "../../../stacks/schema/readExceptions.js";
import { exceptions as schema } from "../../../stacks/schema/ruleExceptions.js";
import { type Checkout, git } from "../git.js";

/** The exceptions of a stack as they were at a commit; none where there was no such file. */
export async function exceptionsAt(
  commit: string,
  stack: string,
  { root, folder }: Checkout,
): Promise<EstateExceptions["exceptions"]> {
  const file = [folder, `${stack}${exceptionsEnding}`].filter((part) => part !== "").join("/");
  const listed = await git(root, "ls-tree", "--name-only", "-z", commit, "--", file);
  if (listed === "") {
    return [];
  }
  const text = await git(root, "show", `${commit}:${file}`);
  return parse(schema, text)?.value.exceptions ?? [];
}
