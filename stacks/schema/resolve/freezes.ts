import { frozenBy, openings } from "../../../components/service/time/openings.js";
import type { PatchGroup } from "../model.js";
import type { Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import { localTime, planningPeriod } from "./period.js";

/** The first opening of a group's window within a freeze is reported. */
export function checkFreezes({ name, window, schedule }: PatchGroup, asOf: string, report: Report) {
  if (schedule.freezes === undefined || schedule.freezes.length === 0) {
    return;
  }
  const { from, until } = planningPeriod(asOf, window.timeZone);
  for (const opening of openings({ ...schedule, freezes: [] }, from, until)) {
    const freeze = frozenBy(schedule, opening);
    if (freeze !== undefined && opening.kind === "regular") {
      const opens = localTime(opening.start, window.timeZone);
      report({
        path: ["patchGroups", name, "window"],
        at: "value",
        message: `${quote(window.name)} opens at ${opens}, in the freeze ${quote(freeze.name)} (${freeze.from} to ${freeze.to})`,
        allowed: "a window that does not open in a freeze of the catalog within 13 months",
        fix: `Choose another window, or skip or move it: "exceptions: [{ action: skip, opening: ${opening.date ?? ""}, reason: <why> }]".`,
      });
      return;
    }
  }
}
