import type { GroupNotice } from "../service/time/approvals.js";
import { type LeadTimes, shortNotices } from "../service/time/notice.js";
import type { Schedule } from "../service/time/schedule.js";

/** What was announced to the servers of a patch group. */
export interface Announced {
  /** The group's name in the estate. */
  readonly base: string;
  readonly schedule: Schedule;
  /** Names of the servers, ascending. */
  readonly servers: readonly string[];
}

type Groups = Readonly<Record<string, Announced>>;

/**
 * The openings that change at short notice for a server that was there before and still is, each
 * once. A new server was told nothing, and one that is gone needs no telling.
 */
export function announcedChanges(
  before: Groups,
  after: Groups,
  rules: { readonly asOf: string; readonly lead: LeadTimes },
): readonly GroupNotice[] {
  const wasIn = groupsByServer(before);
  const found = new Map<string, GroupNotice>();
  for (const [name, is] of Object.entries(after)) {
    const previous = new Set(is.servers.map((server) => wasIn.get(server) ?? name));
    for (const was of [...previous].flatMap((group) => before[group] ?? [])) {
      for (const notice of shortNotices(was.schedule, is.schedule, rules)) {
        const group = notice.change === "added" ? is.base : was.base;
        const { timeZone } = (notice.change === "added" ? is : was).schedule.window;
        const key = `${group} ${notice.change} ${notice.opening.start.toString()}`;
        found.set(key, { ...notice, group, timeZone });
      }
    }
  }
  return [...found.values()];
}

function groupsByServer(groups: Groups): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(groups).flatMap(([name, { servers }]) =>
      servers.map((server): [string, string] => [server, name]),
    ),
  );
}
