import { compileAwsWindows } from "../../../components/patching/compile/awsWindow.js";
import { formatDuration } from "../../../components/service/duration.js";
import type { Window } from "../../../components/service/time/schedule.js";
import { describeWindow } from "../../../components/service/window.js";
import type { PatchGroup } from "../model.js";
import type { Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import type { EmergencyPart } from "./emergencies.js";

/** A window of servers on AWS that Systems Manager cannot keep is reported. */
export function checkAwsWindow(group: PatchGroup, asOf: string, report: Report): void {
  const { name, window, schedule } = group;
  const rendering = compileAwsWindows({ ...schedule, emergencies: [] }, { asOf });
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

/** An emergency window of servers on AWS that Systems Manager cannot keep is reported. */
export function checkAwsEmergency(
  { group, path, window }: EmergencyPart,
  asOf: string,
  report: Report,
): void {
  const once = { dates: [], start: "00:00", durationMinutes: 60, timeZone: "UTC" };
  const rendering = compileAwsWindows({ window: once, emergencies: [window] }, { asOf });
  if (rendering.kind === "refused") {
    const reasons = rendering.excesses.map(({ reason }) => reason).join(" ");
    report({
      path,
      at: "value",
      message: `${quote(group)} has servers on AWS: ${reasons}`,
      allowed: "an emergency window that Systems Manager can keep",
      fix: "Give the emergency a duration of whole hours, such as 2h.",
    });
  }
}

function describe(window: Window): string {
  return "week" in window
    ? describeWindow(window)
    : `${window.start} for ${formatDuration(window.durationMinutes)}, ${window.timeZone}`;
}
