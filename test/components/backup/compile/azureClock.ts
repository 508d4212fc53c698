import windowsZones from "cldr-core/supplemental/windowsZones.json";
import type { AzureSchedule } from "../../../../components/backup/compile/azureSchedule.js";
import type { Rendering } from "../../../../components/backup/compile/rendering.js";
import * as civil from "../../patching/evaluators/civil.js";
import { wallAt } from "../../patching/evaluators/zoneClock.js";

const hour = 3_600_000;
const weekdayNames = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

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
  const { times, days } = timesOf(policy);
  const wall = civil
    .daysOf(range)
    .filter((day) => days.includes(weekdayNames[civil.dayOf(day).weekday] ?? ""))
    .flatMap((day) => times.map((time) => day * civil.dayLength + time));
  return civil.within(
    wall.map((at) => at - offset),
    range,
  );
}

function timesOf(policy: AzureSchedule["policy"]) {
  if (policy.schedulePolicyType === "SimpleSchedulePolicyV2") {
    const { interval, scheduleWindowStartTime, scheduleWindowDuration } = policy.hourlySchedule;
    const count = Math.floor(scheduleWindowDuration / interval) + 1;
    const first = timeOf(scheduleWindowStartTime);
    const times = Array.from({ length: count }, (_, index) => first + index * interval * hour);
    return { times, days: weekdayNames };
  }
  const times = policy.scheduleRunTimes.map(timeOf);
  return { times, days: policy.scheduleRunDays ?? weekdayNames };
}

const timeOf = (at: string): number => Date.parse(at) % civil.dayLength;

function zoneOf(windowsName: string): string {
  const zones = windowsZones.supplemental.windowsZones.mapTimezones;
  const found = zones.find(
    ({ mapZone }) => mapZone._other === windowsName && mapZone._territory === "001",
  );
  return found?.mapZone._type ?? "";
}
