import { compileAwsWindows } from "../../../components/patching/compile/awsWindow.js";
import { compileAzureConfigurations } from "../../../components/patching/compile/azureConfiguration.js";
import type { CompileOptions } from "../../../components/patching/compile/context.js";
import type { Rendering } from "../../../components/patching/compile/rendering.js";
import { compileSystemdTimer } from "../../../components/patching/compile/systemdTimer.js";
import { formatDuration } from "../../../components/service/duration.js";
import { remembered } from "../../../components/service/remembered.js";
import type { Schedule, Window } from "../../../components/service/time/schedule.js";
import { describeWindow } from "../../../components/service/window.js";
import type { PatchGroup } from "../model.js";
import type { Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import type { EmergencyPart } from "./emergencies.js";

/** What opens the windows of servers on a platform. */
interface WindowScheduler {
  readonly cloud: string;
  readonly scheduler: string;
  readonly compile: (schedule: Schedule, options: CompileOptions) => Rendering<unknown>;
}

/** What opens the windows, by platform. */
const schedulers = {
  aws: { cloud: "AWS", scheduler: "Systems Manager", compile: compileAwsWindows },
  azure: { cloud: "Azure", scheduler: "Azure", compile: compileAzureConfigurations },
  vsphere: { cloud: "VMware vSphere", scheduler: "systemd", compile: compileSystemdTimer },
  hyperv: { cloud: "Microsoft Hyper-V", scheduler: "systemd", compile: compileSystemdTimer },
  physical: { cloud: "physical hardware", scheduler: "systemd", compile: compileSystemdTimer },
} as const satisfies Record<string, WindowScheduler>;

/** A platform whose windows are opened by a scheduler with limits. */
export type ScheduledPlatform = keyof typeof schedulers;

/** The platforms whose windows are opened by a scheduler with limits. */
export const scheduledPlatforms = [
  "aws",
  "azure",
  "vsphere",
  "hyperv",
  "physical",
] as const satisfies readonly ScheduledPlatform[];

const compiled = remembered(
  (platform: ScheduledPlatform, schedule: Schedule, asOf: string) =>
    schedulers[platform].compile(schedule, { asOf }),
  (...given) => JSON.stringify(given),
);

/** A window that the platform of some servers cannot keep is reported. */
export function checkSchedulerWindow(
  group: PatchGroup,
  platform: ScheduledPlatform,
  asOf: string,
  report: Report,
): void {
  const { schedule } = group;
  const { cloud, scheduler } = schedulers[platform];
  const rendering = compiled(platform, { ...schedule, emergencies: [] }, asOf);
  reportRefusal(rendering, group, { where: cloud, scheduler }, report);
}

/** A window that a scheduler refuses is reported, with the nearest one that works. */
export function reportRefusal(
  rendering: Rendering<unknown>,
  { name, window }: PatchGroup,
  { where, scheduler }: { readonly where: string; readonly scheduler: string },
  report: Report,
): void {
  if (rendering.kind === "compiled") {
    return;
  }
  const reasons = rendering.excesses.map(({ reason }) => reason).join(" ");
  report({
    path: ["patchGroups", name, "window"],
    at: "value",
    message: `${quote(window.name)} cannot be kept on ${where}, where servers of this group stand: ${reasons}`,
    allowed: `a window that ${scheduler} can keep`,
    fix: `The nearest is: ${describe(rendering.nearest)}. Offer it in the catalog and name it here.`,
  });
}

/** An emergency window that the platform of some servers cannot keep is reported. */
export function checkSchedulerEmergency(
  { group, path, window }: EmergencyPart,
  platform: ScheduledPlatform,
  asOf: string,
  report: Report,
): void {
  const { cloud, scheduler } = schedulers[platform];
  const once = { dates: [], start: "00:00", durationMinutes: 60, timeZone: "UTC" };
  const rendering = compiled(platform, { window: once, emergencies: [window] }, asOf);
  if (rendering.kind === "refused") {
    const reasons = rendering.excesses.map(({ reason }) => reason).join(" ");
    report({
      path,
      at: "value",
      message: `${quote(group)} has servers on ${cloud}: ${reasons}`,
      allowed: `an emergency window that ${scheduler} can keep`,
      fix: "Give the emergency a duration of whole hours, such as 2h.",
    });
  }
}

function describe(window: Window): string {
  return "week" in window
    ? describeWindow(window)
    : `${window.start} for ${formatDuration(window.durationMinutes)}, ${window.timeZone}`;
}

/** Machines that one dynamic scope of Azure holds. */
const mostMachines = 1000;

/**
 * A group with more servers on Azure than are patched there is reported.
 *
 * @see https://learn.microsoft.com/azure/virtual-machines/maintenance-configurations#service-limits
 */
export function checkScopeSize(group: PatchGroup, count: number, report: Report): void {
  if (count > mostMachines) {
    report({
      path: ["patchGroups", group.name],
      at: "key",
      message: `${count} servers of ${quote(group.name)} stand on Azure, which patches no more than ${mostMachines} of a group`,
      allowed: `at most ${mostMachines} servers of a group on Azure`,
      fix: "Divide the group into two with the same window.",
    });
  }
}
