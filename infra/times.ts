import * as pulumi from "@pulumi/pulumi";
import { type Announced, Announcements, guardAnnounced } from "../components/index.js";
import { nextOpening } from "../components/service/interruption.js";
import { planningInstant } from "../components/service/time/instants.js";
import { mutedDays, mutesBetween } from "../components/service/time/mutes.js";
import { describeWindow } from "../components/service/window.js";
import type { Estate, PatchGroup } from "../stacks/schema/model.js";

/**
 * Keeps what the estate announces of its windows. Resolves once no change comes too late; build
 * nothing before.
 */
export async function announceWindows(estate: Estate): Promise<void> {
  for (const leftover of estate.leftovers) {
    void pulumi.log.warn(leftover);
  }
  const groups = Object.values(estate.patchGroups).flatMap((group): [string, Announced][] => {
    const servers = membersOf(group, estate);
    const { name, base, schedule } = group;
    return servers.length === 0 ? [] : [[name, { base, schedule, servers }]];
  });
  const announcements = new Announcements(
    `${estate.stack}-announcements`,
    { groups: Object.fromEntries(groups) },
    { hooks: guardAnnounced(estate.stack, estate) },
  );
  await announcements.isAccepted;
}

function membersOf({ name }: PatchGroup, { servers }: Estate): readonly string[] {
  return servers
    .filter(({ patchGroup }) => patchGroup === name)
    .map((server) => server.name)
    .sort();
}

/** What the outputs tell of the windows of a patch group. */
export function windowFacts({ schedule, window }: PatchGroup, asOf: string) {
  const { timeZone } = window;
  const next = nextOpening(schedule, asOf)?.start.toZonedDateTimeISO(timeZone);
  return {
    window: describeWindow(window),
    nextWindow: next?.toString({ smallestUnit: "minute" }) ?? "none within a year",
  };
}

/** When alarms of each patch group's servers are muted, for two months from the planning date. */
export function mutesOf(estate: Estate) {
  const groups = Object.values(estate.patchGroups).flatMap((group) => {
    const servers = membersOf(group, estate);
    const from = planningInstant(estate.asOf, group.window.timeZone);
    const until = from.add({ hours: 24 * mutedDays });
    const intervals = mutesBetween(group.schedule, from, until).map(({ start, end }) => ({
      start: start.toString(),
      end: end.toString(),
    }));
    return servers.length === 0 ? [] : [[group.name, { servers, intervals }] as const];
  });
  return Object.fromEntries(groups);
}
