import windowsZones from "cldr-core/supplemental/windowsZones.json";
import type { AzureSchedule } from "../../../../components/backup/compile/azureSchedule.js";
import type { Rendering } from "../../../../components/backup/compile/rendering.js";
import * as civil from "../../patching/evaluators/civil.js";
import { wallAt } from "../../patching/evaluators/zoneClock.js";

/**
 * When Azure Backup runs a policy: it keeps one offset from UTC for ever, that of the zone on the
 * first day, whatever clocks there do later.
 */
export function azureInstants(
  rendering: Rendering<AzureSchedule>,
  range: civil.Range,
): readonly number[] {
  if (rendering.kind === "refused") {
    return [];
  }
  const { policy, timeZone } = rendering.value;
  const offset = wallAt(range.from, zoneOf(timeZone)) - range.from;
  const times = policy.dailySchedule.scheduleRunTimes.map(timeOf);
  const wall = civil
    .daysOf(range)
    .flatMap((day) => times.map((time) => day * civil.dayLength + time));
  return civil.within(
    wall.map((at) => at - offset),
    range,
  );
}

const timeOf = (at: string): number => Date.parse(at) % civil.dayLength;

function zoneOf(windowsName: string): string {
  const zones = windowsZones.supplemental.windowsZones.mapTimezones;
  const found = zones.find(
    ({ mapZone }) => mapZone._other === windowsName && mapZone._territory === "001",
  );
  return found?.mapZone._type ?? "";
}
