import type { Temporal } from "temporal-polyfill";
import {
  type ReleaseVerdict,
  releaseVerdict,
} from "../../components/service/patches/releaseVerdict.js";
import { type Platform, platformNames } from "../../components/service/platform.js";
import { releasableUntil } from "../../components/service/time/releases.js";
import type { Estate, PatchGroup, ResolvedServer } from "../../stacks/schema/model.js";
import { local } from "../calendar/entries.js";
import { advance, isSoon } from "../calendar/horizons.js";
import { type PatchSources, patchStates } from "../patches/rows.js";
import type { Pending, Release, ReleaseSinks } from "./sink.js";
import { waitsForJob } from "./waitsForJob.js";

/** What became of one group that follows a test ring. */
export interface ReleaseRow {
  readonly group: string;
  readonly ring: string;
  readonly timeZone: string;
  readonly verdict: ReleaseVerdict;
  /** What was written, or would be. */
  readonly writes: readonly string[];
  /** Servers and platforms that stay held although the ring is well, and why. */
  readonly problems: readonly string[];
  /** Platforms on which nothing is released. */
  readonly notBuilt: readonly Platform[];
}

/** What judges and what is told of it. */
export interface Releasing {
  readonly sources: PatchSources;
  readonly sinks: ReleaseSinks;
  readonly now: Temporal.Instant;
  /** Whether anything is written. */
  readonly apply: boolean;
}

/**
 * Judges every group of an estate that follows a test ring and has servers, and releases those
 * whose ring is well. Nothing is written for any other.
 */
export async function releaseGroups(
  estate: Estate,
  releasing: Releasing,
): Promise<readonly ReleaseRow[]> {
  const rows: ReleaseRow[] = [];
  for (const group of Object.values(estate.patchGroups)) {
    const members = estate.servers.filter(({ patchGroup }) => patchGroup === group.name);
    const { after } = group;
    const before = after && estate.patchGroups[after.group];
    if (after !== undefined && before !== undefined && members.length > 0) {
      const soakHours = after.soakHours;
      rows.push(await rowOf(estate, { group, before, soakHours, members }, releasing));
    }
  }
  return rows;
}

/** Whether a row is no reason to worry: released everywhere, or not due. */
export function isFine({ verdict, problems }: ReleaseRow): boolean {
  return verdict.kind !== "held" && problems.length === 0;
}

interface Judged {
  readonly group: PatchGroup;
  readonly before: PatchGroup;
  readonly soakHours: number;
  readonly members: readonly ResolvedServer[];
}

async function rowOf(
  estate: Estate,
  { group, before, soakHours, members }: Judged,
  { sources, sinks, now, apply }: Releasing,
): Promise<ReleaseRow> {
  const testers = estate.servers.filter(({ patchGroup }) => patchGroup === before.name);
  const ring = await patchStates(testers, sources);
  const held = { schedule: group.schedule, soakHours, before: before.schedule, ring };
  const verdict = releaseVerdict(held, estate.asOf, now);
  const platforms = distinct(members);
  const row = {
    ...{ group: group.name, ring: before.name, timeZone: group.window.timeZone, verdict },
    notBuilt: platforms.filter((platform) => sinks[platform] === undefined),
  };
  const ends = endsOf(estate, group, now);
  if (verdict.kind !== "released") {
    return { ...row, writes: [], problems: ends };
  }
  const release = {
    ...{ group: group.name, ring: before.name, release: verdict.release },
    ...{ testedAt: verdict.testedAt, testedOn: distinct(testers) },
  };
  const told = await Promise.all(
    platforms.map((platform) => {
      const servers = members.filter((server) => server.platform === platform);
      const names = servers.map(({ name }) => name);
      return tell(platform, { ...release, servers: names }, sinks, apply);
    }),
  );
  return {
    ...row,
    writes: told.flatMap(({ writes }) => writes),
    problems: [...told.flatMap(({ problems }) => problems), ...ends],
  };
}

/** That soon nothing can be released any more, if so. */
function endsOf(estate: Estate, group: PatchGroup, now: Temporal.Instant): readonly string[] {
  const end = releasableUntil(group.schedule, estate.asOf);
  const last = local(end, group.window.timeZone);
  return waitsForJob(estate, group) && isSoon(end, now)
    ? [`its openings are planned until ${last}; ${advance}`]
    : [];
}

const distinct = (servers: readonly ResolvedServer[]): readonly Platform[] => [
  ...new Set(servers.map(({ platform }) => platform)),
];

type Told = Pick<ReleaseRow, "writes" | "problems">;

/** Tells a platform of a release. One that does not answer hides no other's. */
async function tell(
  platform: Platform,
  release: Release,
  sinks: ReleaseSinks,
  apply: boolean,
): Promise<Told> {
  const name = platformNames[platform];
  let pending: Pending;
  try {
    pending = (await sinks[platform]?.pending(release)) ?? { writes: [], problems: [] };
  } catch (failure) {
    return { writes: [], problems: [`${name} did not answer: ${textOf(failure)}`] };
  }
  const writes: string[] = [];
  const problems = [...pending.problems];
  for (const write of pending.writes) {
    try {
      await (apply ? write.apply() : undefined);
      writes.push(write.what);
    } catch (failure) {
      problems.push(`${write.what}: ${name} refused: ${textOf(failure)}`);
    }
  }
  return { writes, problems };
}

function textOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
