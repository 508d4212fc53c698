import { compileAwsWindows } from "../../../components/patching/compile/awsWindow.js";
import { formatDuration } from "../../../components/service/duration.js";
import type { Window } from "../../../components/service/time/schedule.js";
import { describeWindow } from "../../../components/service/window.js";
import type { PatchGroup } from "../model.js";
import type { Report } from "../report/finding.js";
import { quote } from "../report/wording.js";

/** A window of servers on AWS that Systems Manager cannot keep is reported. */
export function checkAwsWindow(group: PatchGroup, asOf: string, report: Report): void {
  const { name, window, schedule } = group;
  const rendering = compileAwsWindows(schedule, { asOf });
  if (rendering.kind === "compiled") {
    return;
  }
  const reasons = rendering.excesses.map(({ reason }) => reason).join(" ");
  report({
    path: ["patchGroups", name, "window"],
    at: "value",
    message: `${quote(window.name)} cannot be kept on AWS, where servers of this group stand: ${reasons}`,
    allowed: "a window that Systems Manager can keep",
    fix: `The nearest is: ${describe(rendering.nearest)}. Offer it in the catalog and name it here.`,
  });
}

function describe(window: Window): string {
  return "week" in window
    ? describeWindow(window)
    : `${window.start} for ${formatDuration(window.durationMinutes)}, ${window.timeZone}`;
}
