import type { Temporal } from "temporal-polyfill";
import { contextOf } from "../../components/patching/compile/context.js";
import { patchDeadlineDays } from "../../components/service/patches/patchReport.js";
import { planningInstant } from "../../components/service/time/instants.js";
import { mutedDays } from "../../components/service/time/mutes.js";
import { releasableUntil } from "../../components/service/time/releases.js";
import type { Estate, PatchGroup } from "../../stacks/schema/model.js";
import { waitsForJob } from "../release/waitsForJob.js";
import { type CalendarEntry, local, membersOf } from "./entries.js";

/** Something that ends unless the planning date is advanced. */
export interface Horizon
  extends Pick<CalendarEntry, "stack" | "group" | "start" | "end" | "timeZone" | "servers"> {
  readonly kind: "planned";
  readonly what: string;
}

/** What an estate plans for a time only: from its planning date until when. */
export function horizonsOf(estate: Estate): readonly Horizon[] {
  return Object.values(estate.patchGroups).flatMap((group) => {
    const servers = membersOf(estate, group);
    const { timeZone } = group.window;
    const start = planningInstant(estate.asOf, timeZone);
    const of = { kind: "planned", stack: estate.stack, group: group.base, timeZone } as const;
    const ends = servers.length === 0 ? [] : endsOf(estate, group, start);
    return ends.map(([what, end]): Horizon => ({ ...of, what, start, end, servers }));
  });
}

function endsOf(
  estate: Estate,
  group: PatchGroup,
  start: Temporal.Instant,
): readonly (readonly [string, Temporal.Instant])[] {
  const { asOf } = estate;
  const { window, schedule } = group;
  const { exactUntil } = contextOf(window, { asOf });
  return [
    ...(waitsForJob(estate, group)
      ? [["openings that can be released", releasableUntil(schedule, asOf)] as const]
      : []),
    ["times to mute alarms", start.add({ hours: 24 * mutedDays })],
    ["windows as platforms have them", planningInstant(exactUntil.toString(), window.timeZone)],
  ];
}

/** What ends so soon that the next patch cycle may miss it, and what to do. */
export function endingSoon(horizons: readonly Horizon[], now: Temporal.Instant): readonly string[] {
  const soon = horizons.filter(({ end }) => isSoon(end, now));
  return linesOf(soon).map((line) => `${line}; ${advance}`);
}

/** Whether an end is so near that the next patch cycle may miss it. */
export function isSoon(end: Temporal.Instant, now: Temporal.Instant): boolean {
  return now.until(end).total("hours") < 24 * patchDeadlineDays;
}

/** What to do about an end that is near. */
export const advance = `less than ${patchDeadlineDays} days are left: advance asOf`;

/** One line for each thing and end, with its groups. */
export function linesOf(horizons: readonly Horizon[]): readonly string[] {
  const groups = new Map<string, readonly string[]>();
  for (const { stack, what, end, timeZone, group } of horizons) {
    const line = `${stack}: ${what} are planned until ${local(end, timeZone)} ${timeZone}`;
    groups.set(line, [...(groups.get(line) ?? []), group]);
  }
  return [...groups].map(([line, names]) => `${line}: ${[...new Set(names)].sort().join(", ")}`);
}
