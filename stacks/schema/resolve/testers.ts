import type { PatchGroup } from "../model.js";
import type { Report } from "../report/finding.js";
import { quote } from "../report/wording.js";

/** A group with servers whose patches are to be tested by a group without any is reported. */
export function checkTesters(
  groups: ReadonlyMap<string, PatchGroup | undefined>,
  members: ReadonlyMap<string, unknown>,
  report: Report,
): void {
  for (const group of groups.values()) {
    const before = group?.after?.group;
    if (group === undefined || group.base !== group.name || before === undefined) {
      continue;
    }
    if (groups.has(before) && members.has(group.name) && !members.has(before)) {
      report({
        path: ["patchGroups", group.name, "after", "group"],
        at: "value",
        message: `${quote(before)} has no servers, so nobody tests the patches of ${quote(group.name)}`,
        allowed: "a group with at least one server",
        fix: `Put a test server into ${quote(before)}, name another group, or remove "after".`,
      });
    }
  }
}
