import { isRetired } from "../../../components/service/retirement.js";
import {
  openings,
  overlap,
  type ScheduledOpening,
} from "../../../components/service/time/openings.js";
import { peers } from "../estate.js";
import { entriesBelow, entriesOf } from "../inspect/draft.js";
import type { ResolvedServer } from "../model.js";
import type { Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import { lookUp } from "./declared.js";
import { localTime, planningPeriod } from "./period.js";
import type { Timing } from "./timing.js";

/** Peers with a moment at which both of two are patched are reported, with both names. */
export function checkPeers(
  raw: unknown,
  servers: readonly ResolvedServer[],
  asOf: string,
  report: Report,
): void {
  const known = new Map(servers.map((server) => [server.name, server]));
  for (const [name, list] of entriesOf(peers.safeParse(entriesOf(raw).get("peers")).data)) {
    const members = Array.isArray(list) ? list.map(String) : [];
    for (const [index, member] of members.entries()) {
      const path = ["peers", name, String(index)];
      const what = { kind: "a server", where: "this estate" };
      lookUp(entriesBelow(raw, "servers"), member, what, path, report);
      const server = known.get(member);
      const clash = members.slice(0, index).flatMap((earlier) => {
        const other = known.get(earlier);
        const at = server && other && commonOpening(server, other, asOf);
        return other && at ? [{ other, at }] : [];
      })[0];
      if (server !== undefined && clash !== undefined) {
        report({ path, at: "value", ...wording(server, clash.other, clash.at) });
      }
    }
  }
}

/** Peers of which one or none is left in service stand in for nobody: this is told. */
export function tellLonePeers(
  raw: unknown,
  servers: readonly ResolvedServer[],
  { leftover }: Timing,
): void {
  const gone = new Set(servers.filter(isRetired).map(({ name }) => name));
  for (const [name, list] of entriesOf(peers.safeParse(entriesOf(raw).get("peers")).data)) {
    const members = Array.isArray(list) ? list.map(String) : [];
    const left = members.filter((member) => !gone.has(member));
    if (left.length < 2 && members.length > left.length) {
      leftover(["peers", name], `of its servers ${left[0] ?? "none"} is left in service`);
    }
  }
}

/** The first opening of a server in which its peer is patched as well. */
function commonOpening(server: ResolvedServer, other: ResolvedServer, asOf: string) {
  const { from, until } = planningPeriod(asOf, server.window.timeZone);
  const [own, its] = [server, other].map(({ schedule }) => openings(schedule, from, until));
  return own?.find((opening) => its?.some((another) => overlap(opening, another)));
}

function wording(server: ResolvedServer, other: ResolvedServer, { start, kind }: ScheduledOpening) {
  const when = localTime(start, server.window.timeZone);
  const what = kind === "emergency" ? "an emergency window" : "a window";
  const same = server.patchGroup === other.patchGroup;
  const groups = same
    ? `both in ${quote(server.patchGroup)}`
    : `in ${quote(server.patchGroup)} and ${quote(other.patchGroup)}`;
  return {
    message: `${quote(server.name)} and its peer ${quote(other.name)} are patched together in ${what}, at ${when} (${groups})`,
    allowed: "peers whose windows have no moment in common",
    fix: `Put ${server.name} or ${other.name} into a patch group with another window.`,
  };
}
