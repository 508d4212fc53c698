import { Temporal } from "temporal-polyfill";
import { type PatchReport, patchReport } from "../../components/service/patches/patchReport.js";
import type { PatchState } from "../../components/service/patches/patchState.js";
import type { Platform } from "../../components/service/platform.js";
import { isRetired } from "../../components/service/retirement.js";
import { planningInstant } from "../../components/service/time/instants.js";
import type { Estate, ResolvedServer } from "../../stacks/schema/model.js";
import type { PatchSource, PlatformPatches } from "./source.js";

/** What is known of the patches of one server. */
export interface PatchRow extends PatchReport {
  readonly server: string;
  readonly group: string;
  readonly platform: Platform;
  readonly timeZone: string;
  readonly state: PatchState;
}

/** Where patches are read, for each platform. */
export type PatchSources = Readonly<Record<Platform, PatchSource>>;

const silent: PatchState = { kind: "undetermined", reason: "its platform does not know it" };

/**
 * What is known of the patches of every server of an estate, in the order of its file.
 *
 * @param asOf the date at whose beginning in each group's time zone the report is made
 */
export async function patchRows(
  { servers: all, patchGroups }: Estate,
  sources: PatchSources,
  asOf: string,
): Promise<readonly PatchRow[]> {
  // Who is retired is asked nothing.
  const servers = all.filter((server) => !isRetired(server));
  const known = await answersOf(servers, sources);
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

/** The states of some servers by name. What its platform leaves out is undetermined. */
export async function patchStates(
  servers: readonly ResolvedServer[],
  sources: PatchSources,
): Promise<ReadonlyMap<string, PatchState>> {
  const known = await answersOf(servers, sources);
  return new Map(
    servers.map(({ name, platform }) => [name, known.get(platform)?.states.get(name) ?? silent]),
  );
}

async function answersOf(
  servers: readonly ResolvedServer[],
  sources: PatchSources,
): Promise<ReadonlyMap<Platform, PlatformPatches>> {
  const platforms = [...new Set(servers.map(({ platform }) => platform))];
  const answers = await Promise.all(
    platforms.map(async (platform) => {
      const own = servers.filter((server) => server.platform === platform);
      const asked = own.map(({ name, patchGroup }) => ({ name, group: patchGroup }));
      return [platform, await sources[platform].read(asked)] as const;
    }),
  );
  return new Map(answers);
}

/** A date as `2026-11-21`. */
export function isDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}
