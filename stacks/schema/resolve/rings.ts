import { ringProblems } from "../../../components/service/time/rings.js";
import type { PatchGroup, Predecessor } from "../model.js";
import type { Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import { localTime, planningPeriod } from "./period.js";

/** A group that comes too early after the one on which its patches are tested is reported. */
export function checkRing(
  before: PatchGroup,
  group: PatchGroup & { readonly after: Predecessor },
  asOf: string,
  report: Report,
): void {
  const { timeZone } = group.window;
  const { soakHours } = group.after;
  const { from, until } = planningPeriod(asOf, timeZone);
  const rings = [
    { name: before.name, schedule: before.schedule, soakHours: 0 },
    { name: group.name, schedule: group.schedule, soakHours },
  ];
  const [problem] = ringProblems(rings, from, until);
  if (problem === undefined) {
    return;
  }
  const opens = localTime(problem.opening.start, timeZone);
  const tested = problem.tested && localTime(problem.tested.end, timeZone);
  report({
    path: ["patchGroups", group.name, "after"],
    at: "key",
    message:
      tested === undefined
        ? `${quote(group.name)} is patched at ${opens}, and ${quote(before.name)} is not patched before it in that patch cycle`
        : `${quote(group.name)} is patched at ${opens}, less than ${soakHours} h after ${quote(before.name)}, whose window ends at ${tested}`,
    allowed: `a window that opens ${soakHours} h or more after the one of ${quote(before.name)} ends, before the next second Tuesday`,
    fix: "Choose a later window for the group, or a shorter soak time.",
  });
}
