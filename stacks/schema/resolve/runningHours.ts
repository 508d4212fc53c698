import { formatDuration } from "../../../components/service/duration.js";
import { openings, type ScheduledOpening } from "../../../components/service/time/openings.js";
import {
  describeHours,
  type RunningHours,
  runsThroughout,
} from "../../../components/service/time/runningHours.js";
import { entriesBelow, entriesOf } from "../inspect/draft.js";
import type { PatchGroup, ResolvedServer } from "../model.js";
import type { Path, Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import type { Declared } from "./declared.js";
import type { EmergencyPart } from "./emergencies.js";
import { localTime, planningPeriod } from "./period.js";
import type { Timing } from "./timing.js";

/** What running hours are held against. */
interface Running {
  readonly hours: Declared<RunningHours>;
  readonly patchGroups: Declared<PatchGroup>;
  readonly servers: readonly ResolvedServer[];
  readonly emergencies: readonly EmergencyPart[];
}

/**
 * A server that is stopped in an opening of its group is reported: its first regular or moved one
 * where its hours are written, emergencies where they are.
 */
export function checkRunningHours(
  raw: unknown,
  { hours, patchGroups, servers, emergencies }: Running,
  { asOf, report }: Timing,
): void {
  const missedBy = new Map<string, readonly ScheduledOpening[]>();
  for (const server of asOf === undefined ? [] : servers) {
    const group = patchGroups?.get(server.patchGroup);
    const own = server.runs === undefined ? undefined : hours?.get(server.runs);
    if (asOf === undefined || group === undefined || own === undefined) {
      continue;
    }
    const key = JSON.stringify([own.name, group.name]);
    const missed = missedBy.get(key) ?? missedOpenings(group, own, asOf);
    missedBy.set(key, missed);
    const parties = { server, group, hours: own };
    const regular = missed.find(({ kind }) => kind !== "emergency");
    if (regular !== undefined) {
      reportRegular(placeOf(raw, server), parties, regular, report);
    }
    for (const part of emergencies.filter((one) => isMissed(one, group, missed))) {
      reportEmergency(part, parties, report);
    }
  }
}

/** Where the running hours of a server are written: at the server, or once for all. */
function placeOf(raw: unknown, { name }: ResolvedServer): Path {
  const isOwn = entriesOf(entriesBelow(raw, "servers").get(name)).has("runs");
  return isOwn ? ["servers", name, "runs"] : ["defaults", "runs"];
}

function missedOpenings({ schedule, window }: PatchGroup, hours: RunningHours, asOf: string) {
  const { from, until } = planningPeriod(asOf, window.timeZone);
  return openings(schedule, from, until).filter((opening) => !runsThroughout(hours, opening));
}

function isMissed(
  part: EmergencyPart,
  { base }: PatchGroup,
  missed: readonly ScheduledOpening[],
): boolean {
  return (
    part.group === base &&
    missed.some(({ kind, start }) => kind === "emergency" && start.equals(part.start))
  );
}

interface Parties {
  readonly server: ResolvedServer;
  readonly group: PatchGroup;
  readonly hours: RunningHours;
}

function reportRegular(
  path: Path,
  { server, group, hours }: Parties,
  { start, kind }: ScheduledOpening,
  report: Report,
): void {
  const { name, timeZone, durationMinutes } = group.window;
  const opens = `${localTime(start, timeZone)} ${timeZone} for ${formatDuration(durationMinutes)}`;
  report({
    path,
    at: "value",
    message:
      `${quote(server.name)} runs in ${quote(hours.name)} only, and the ${kind} opening of ` +
      `${quote(name)}, in which ${quote(group.base)} is patched, is at ${opens}, when it is stopped`,
    allowed: `running hours that contain every opening within 13 months; these are ${describeHours(hours)}`,
    fix: 'Choose other running hours or "always", or a patch group whose window lies within them.',
  });
}

function reportEmergency(
  { path, window, start }: EmergencyPart,
  { server, group, hours }: Parties,
  report: Report,
): void {
  const { timeZone } = group.window;
  report({
    path,
    at: "value",
    message:
      `the emergency ${window.advisory} comes to ${quote(group.base)} at ` +
      `${localTime(start, timeZone)} ${timeZone} for ${formatDuration(window.durationMinutes)}, when ` +
      `${quote(server.name)} is stopped: it runs in ${quote(hours.name)} only`,
    allowed: `a time within ${describeHours(hours)}`,
    fix: `Choose another time, or write "runs: always" at servers.${server.name} until it is over.`,
  });
}
