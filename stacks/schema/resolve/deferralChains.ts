import { Temporal } from "temporal-polyfill";
import { planningInstant } from "../../../components/service/time/instants.js";
import { openings } from "../../../components/service/time/openings.js";
import type { PatchGroup, ResolvedServer } from "../model.js";
import { type Path, pathText } from "../report/finding.js";
import { daysFrom, type PlannedDeferral } from "./deferrals.js";
import type { Timing } from "./timing.js";

/** A row of deferrals between which no window opens. */
interface Chain {
  readonly path: Path;
  readonly from: string;
  readonly to: string;
}

/**
 * Reports deferrals of a server, by its name or its group's, that follow each other without a
 * window between them and together last longer than one may.
 */
export function checkChains(
  planned: readonly PlannedDeferral[],
  servers: readonly ResolvedServer[],
  groups: ReadonlyMap<string, PatchGroup | undefined>,
  { promises, report }: Timing,
): void {
  const most = promises.longestDeferralDays;
  for (const server of servers) {
    const group = groups.get(server.patchGroup);
    let chain: Chain | undefined;
    for (const next of group === undefined ? [] : deferralsOf(server.name, group, planned)) {
      const goesOn = chain !== undefined && !isPatchedBetween(server, chain, next);
      if (chain === undefined || !goesOn) {
        chain = next;
        continue;
      }
      const to = [chain.to, next.to].sort().at(-1) ?? next.to;
      const days = daysFrom(chain.from, to);
      if (days > most) {
        report({
          path: next.path,
          at: "value",
          message: `no window of ${server.name} opens between it and ${pathText(chain.path)}: together they put patches off for ${days} days`,
          allowed: `at most ${most} days, the catalog's longestDeferral`,
          fix: "Leave a window between them, or shorten one.",
        });
      }
      chain = { ...chain, to };
    }
  }
}

function deferralsOf(server: string, { base }: PatchGroup, planned: readonly PlannedDeferral[]) {
  return planned
    .filter(({ target: { kind, name } }) => name === (kind === "server" ? server : base))
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
}

function isPatchedBetween({ schedule, window }: ResolvedServer, chain: Chain, next: Chain) {
  const after = Temporal.PlainDate.from(chain.to).add({ days: 1 }).toString();
  const from = planningInstant(after, window.timeZone);
  const until = planningInstant(next.from, window.timeZone);
  return openings(schedule, from, until).some(({ kind }) => kind !== "emergency");
}
