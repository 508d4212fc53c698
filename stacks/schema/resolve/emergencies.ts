import type { Temporal } from "temporal-polyfill";
import { formatDuration } from "../../../components/service/duration.js";
import { planningInstant } from "../../../components/service/time/instants.js";
import { deferredBy, frozenBy } from "../../../components/service/time/openings.js";
import type { EmergencyWindow } from "../../../components/service/time/schedule.js";
import type { Opening } from "../../../components/service/window.js";
import { emergency } from "../emergency.js";
import { minutes } from "../fields/duration.js";
import type { PatchGroup } from "../model.js";
import type { Path, Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import { type Declared, lookUp } from "./declared.js";
import { type Listed, listBelow } from "./lists.js";
import { localInstant } from "./localInstant.js";
import { localTime } from "./period.js";
import type { Timing } from "./timing.js";
import { checkDuration } from "./windows.js";

type Emergency = (typeof emergency)["_zod"]["output"];

/** One group's part of an emergency. */
export interface EmergencyPart extends Opening {
  readonly group: string;
  readonly despite: readonly string[];
  readonly window: EmergencyWindow;
  /** Where the group is named. */
  readonly path: Path;
}

/**
 * The parts of the emergencies that are not over. The groups of one follow each other in their
 * order, so that peers are never patched together and what one group shows helps the next.
 */
export function resolveEmergencies(
  raw: unknown,
  groups: Declared<PatchGroup>,
  timing: Timing,
): readonly EmergencyPart[] {
  const seen = new Set<string>();
  return listBelow(raw, "emergencies", emergency).flatMap((entry) => {
    const parts = partsOf(entry, groups, timing);
    checkOnce(entry, seen, timing.report);
    const ahead = parts.filter((part) => !isOver(part, groups, timing.asOf));
    if (parts.length > 0 && ahead.length === 0) {
      timing.leftover(entry.path, `emergency ${entry.value.advisory} is over`);
    }
    return ahead;
  });
}

function partsOf(
  { path, value }: Listed<Emergency>,
  groups: Declared<PatchGroup>,
  { promises, report }: Timing,
): EmergencyPart[] {
  const { advisory, notBefore, timeZone, duration, despite = [] } = value;
  const durationMinutes = duration === undefined ? promises.emergencyMinutes : minutes(duration);
  const fits = duration === undefined || checkDuration(duration, [...path, "duration"], report);
  const begin = localInstant(notBefore, timeZone, [...path, "notBefore"], report);
  if (begin === undefined || !fits) {
    return [];
  }
  const ownGroup = { kind: "a patch group", where: "this estate" };
  return value.groups.flatMap((group, index) => {
    const place = [...path, "groups", String(index)];
    if (lookUp(groups, group, ownGroup, place, report) === undefined) {
      return [];
    }
    const start = begin.add({ minutes: index * durationMinutes });
    const end = start.add({ minutes: durationMinutes });
    const window = { advisory, notBefore: start.toString(), durationMinutes };
    return [{ group, despite, window, path: place, start, end }];
  });
}

function isOver({ group, start }: EmergencyPart, groups: Declared<PatchGroup>, asOf?: string) {
  const timeZone = groups?.get(group)?.window.timeZone ?? "UTC";
  return asOf !== undefined && isBefore(start, planningInstant(asOf, timeZone));
}

const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean =>
  a.epochMilliseconds < b.epochMilliseconds;

/** An advisory comes to a group once: calendars know the event by both names. */
function checkOnce({ path, value }: Listed<Emergency>, seen: Set<string>, report: Report): void {
  for (const [index, group] of value.groups.entries()) {
    const key = `${value.advisory.toLowerCase()} ${group}`;
    if (seen.has(key)) {
      report({
        path: [...path, "groups", String(index)],
        at: "value",
        message: `${quote(group)} is patched for ${value.advisory} already`,
        allowed: "each group once for each advisory",
        fix: "Remove it here or there.",
      });
    }
    seen.add(key);
  }
}

/** The groups with what comes to them in emergencies. */
export function withEmergencies(
  groups: Declared<PatchGroup>,
  parts: readonly EmergencyPart[],
): Declared<PatchGroup> {
  return (
    groups &&
    new Map(
      [...groups].map(([name, group]) => {
        const emergencies = parts.filter((part) => part.group === name).map(({ window }) => window);
        return emergencies.length === 0 || group === undefined
          ? [name, group]
          : [name, { ...group, schedule: { ...group.schedule, emergencies } }];
      }),
    )
  );
}

/** An emergency in a freeze or a deferral that it does not override by name is reported. */
export function checkEmergencies(
  parts: readonly EmergencyPart[],
  groups: ReadonlyMap<string, PatchGroup | undefined>,
  report: Report,
): void {
  for (const part of parts) {
    const group = groups.get(part.group);
    const freeze = group && frozenBy(group.schedule, part);
    if (group !== undefined && freeze !== undefined) {
      const days = `${freeze.from} to ${freeze.to}`;
      refuseWithout("freeze", `the freeze ${quote(freeze.name)} (${days})`, part, group, report);
    }
    const members = [...groups.values()].flatMap((member) =>
      member?.base === part.group ? [member] : [],
    );
    for (const member of members) {
      const deferral = deferredBy(member.schedule, part);
      if (deferral !== undefined) {
        const { from, to, reason } = deferral;
        const what = `a deferral of ${from} to ${to} (${reason})`;
        refuseWithout("deferral", what, part, member, report);
      }
    }
  }
}

function refuseWithout(
  what: "freeze" | "deferral",
  named: string,
  { path, window, start, despite }: EmergencyPart,
  { base, window: regular }: PatchGroup,
  report: Report,
): void {
  if (!despite.includes(what)) {
    const opens = localTime(start, regular.timeZone);
    const length = formatDuration(window.durationMinutes);
    report({
      path,
      at: "value",
      message: `the emergency ${window.advisory} comes to ${quote(base)} at ${opens} for ${length}, in ${named}`,
      allowed: `a time outside of it, or "despite: [${what}]"`,
      fix: `Choose another time, or add "despite: [${[...despite, what].join(", ")}]" to override it knowingly.`,
    });
  }
}
