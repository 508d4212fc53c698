import { Temporal } from "temporal-polyfill";
import { type PatchReport, patchReport } from "../../components/service/patches/patchReport.js";
import type { PatchState } from "../../components/service/patches/patchState.js";
import type { Platform } from "../../components/service/platform.js";
import { planningInstant } from "../../components/service/time/instants.js";
import type { Estate } from "../../stacks/schema/model.js";
import type { PatchSource } from "./source.js";

/** What is known of the patches of one server. */
export interface PatchRow extends PatchReport {
  readonly server: string;
  readonly group: string;
  readonly platform: Platform;
  readonly timeZone: string;
  readonly state: PatchState;
}

const silent: PatchState = { kind: "undetermined", reason: "its platform does not know it" };

/**
 * What is known of the patches of every server of an estate, in the order of its file.
 *
 * @param asOf the date at whose beginning in each group's time zone the report is made
 */
export async function patchRows(
  { servers, patchGroups }: Estate,
  sources: Readonly<Record<Platform, PatchSource>>,
  asOf: string,
): Promise<readonly PatchRow[]> {
  const platforms = [...new Set(servers.map(({ platform }) => platform))];
  const answers = await Promise.all(
    platforms.map(async (platform) => {
      const own = servers.filter((server) => server.platform === platform);
      const asked = own.map(({ name, patchGroup }) => ({ name, group: patchGroup }));
      return [platform, await sources[platform].read(asked)] as const;
    }),
  );
  const known = new Map(answers);
  return servers.flatMap(({ name, platform, patchGroup }): PatchRow[] => {
    const group = patchGroups[patchGroup];
    const answer = known.get(platform);
    if (group === undefined || answer === undefined) {
      return [];
    }
    const state = answer.states.get(name) ?? silent;
    const { timeZone } = group.window;
    const reported = { state, schedule: group.schedule, runs: answer.runs.get(name) };
    const report = patchReport(reported, planningInstant(asOf, timeZone));
    return [{ server: name, group: patchGroup, platform, timeZone, state, ...report }];
  });
}

/** A date as `2026-11-21`. */
export function isDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}
