import { compileWindowsTask } from "../../../components/patching/compile/windowsTask.js";
import { type Platform, platformNames } from "../../../components/service/platform.js";
import type { PatchGroup, ResolvedServer } from "../model.js";
import type { Report } from "../report/finding.js";
import { reportRefusal } from "./schedulerWindows.js";

/** The clocks of servers on a platform. */
interface TaskClock {
  readonly asOf: string;
  readonly platform: Platform;
  readonly serverTimeZone: string;
}

/** Windows that Task Scheduler cannot keep are reported where a server needs it. */
export function checkTaskWindows(
  groups: ReadonlyMap<string, PatchGroup | undefined>,
  servers: readonly ResolvedServer[],
  { asOf, platform: standing, serverTimeZone }: TaskClock,
  report: Report,
): void {
  const patched = servers.filter(({ os, platform }) => os === "windows" && platform === standing);
  const opener = { where: `Windows on ${platformNames[standing]}`, scheduler: "Task Scheduler" };
  const needed = new Set(
    patched.map(({ patchGroup }) => groups.get(patchGroup)?.base ?? patchGroup),
  );
  for (const name of needed) {
    const group = groups.get(name);
    if (group !== undefined) {
      const schedule = { ...group.schedule, emergencies: [] };
      const rendering = compileWindowsTask(schedule, { asOf, serverTimeZone });
      reportRefusal(rendering, group, opener, report);
    }
  }
}
