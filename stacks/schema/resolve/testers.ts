import type { PatchGroup, ResolvedServer } from "../model.js";
import type { Path, Report } from "../report/finding.js";
import { quote } from "../report/wording.js";

/** After every date: the last day of a group whose servers are not to be retired. */
const forever = "9999-12-31";

/**
 * A group with servers whose patches are to be tested by a group that has none is reported, also
 * where the last server that tests is to be retired before the last one whose patches it tests.
 */
export function checkTesters(
  groups: ReadonlyMap<string, PatchGroup | undefined>,
  servers: readonly ResolvedServer[],
  asOf: string,
  report: Report,
): void {
  const ends = lastDays(servers);
  for (const group of groups.values()) {
    const before = group?.after?.group;
    if (group === undefined || group.base !== group.name || before === undefined) {
      continue;
    }
    const [end, tested] = [ends.get(before), ends.get(group.name)];
    const isServing = tested !== undefined && tested > asOf;
    if (!groups.has(before) || !isServing || (end !== undefined && end >= tested)) {
      continue;
    }
    const last = servers.find(
      ({ patchGroup, retirement }) => patchGroup === before && retirement?.from === end,
    );
    const path: Path =
      last === undefined
        ? ["patchGroups", group.name, "after", "group"]
        : ["servers", last.name, "retire", "from"];
    const lack = end === undefined ? "has no servers" : `has no servers in service from ${end} on`;
    report({
      path,
      at: "value",
      message: `${quote(before)} ${lack}, so nobody tests the patches of ${quote(group.name)}`,
      allowed: "a group with at least one server",
      fix: `Put a test server into ${quote(before)}, name another group, or remove "after".`,
    });
  }
}

/** The day on which the last server of each group is retired. */
function lastDays(servers: readonly ResolvedServer[]): ReadonlyMap<string, string> {
  const days = new Map<string, string>();
  for (const { patchGroup, retirement } of servers) {
    const end = retirement?.from ?? forever;
    const known = days.get(patchGroup);
    days.set(patchGroup, known === undefined || known < end ? end : known);
  }
  return days;
}
