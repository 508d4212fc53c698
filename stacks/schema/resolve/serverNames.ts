import type { Path, Report } from "../report/finding.js";
import { didYouMean, oneOf, quote } from "../report/wording.js";

/** The servers of an estate that a person or an account can be limited to. */
export interface Machines {
  readonly names: readonly string[];
  readonly windows: readonly string[];
}

/** Names of servers that the estate does not have are reported. */
export function checkNames(
  servers: readonly string[],
  names: readonly string[],
  path: Path,
  report: Report,
): void {
  for (const [index, server] of servers.entries()) {
    if (!names.includes(server)) {
      report({
        path: [...path, String(index)],
        at: "value",
        message: `${quote(server)} is not a server of this estate`,
        allowed: oneOf(names),
        fix: didYouMean(server, names, "Name one of these."),
      });
    }
  }
}
