import windowsZones from "cldr-core/supplemental/windowsZones.json";
import type { AzureMaintenance } from "../../../../components/patching/compile/azureConfiguration.js";
import * as civil from "./civil.js";
import { onlyInstant } from "./zoneClock.js";

/** The IANA zone that stands for a Windows zone in the whole world. */
export function zoneOfWindows(name: string): string {
  const entry = windowsZones.supplemental.windowsZones.mapTimezones.find(
    ({ mapZone }) => mapZone._other === name && mapZone._territory === "001",
  );
  if (entry === undefined) {
    throw new Error(`Windows has no time zone "${name}"`);
  }
  return entry.mapZone._type;
}

/** The starts of an Azure maintenance configuration. */
export function azureRuns(maintenance: AzureMaintenance, range: civil.Range): readonly number[] {
  const zone = zoneOfWindows(maintenance.timeZone);
  const end =
    maintenance.expirationDateTime === undefined
      ? Infinity
      : onlyInstant(civil.wallTime(maintenance.expirationDateTime), zone);
  if (onlyInstant(civil.wallTime(maintenance.startDateTime), zone) >= end) {
    throw new Error(`expires before it starts: ${maintenance.key}`);
  }
  const expires = civil.wallTime(maintenance.expirationDateTime ?? "9999-12-31 00:00");
  const runs = azureWallTimes(maintenance, range)
    .filter((wall) => wall < expires)
    .map((wall) => onlyInstant(wall, zone))
    .filter((at) => at < end);
  return civil.within(runs, range);
}

/** The wall times of a recurrence around a range. */
export function azureWallTimes(
  { recurEvery, startDateTime }: Pick<AzureMaintenance, "recurEvery" | "startDateTime">,
  range: civil.Range,
): readonly number[] {
  const start = civil.wallTime(startDateTime);
  const startDay = Math.floor(start / civil.dayLength);
  const [head = "", ...rest] = recurEvery.split(" ");
  const [, count = "", unit = ""] = /^(\d*)(Day|Week|Month)s?$/.exec(head) ?? [];
  const every = count === "" ? 1 : Number(count);
  const { matches, offset } = matcher(unit, every, startDay, rest);
  return civil
    .daysOf(range)
    .map((number) => number - offset)
    .filter((number) => number >= startDay && matches(number))
    .map(
      (number) =>
        number * civil.dayLength + (start - startDay * civil.dayLength) + offset * civil.dayLength,
    );
}

interface Matcher {
  readonly matches: (number: number) => boolean;
  readonly offset: number;
}

const names = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const orders = ["First", "Second", "Third", "Fourth"];

function matcher(unit: string, every: number, startDay: number, rest: readonly string[]): Matcher {
  switch (unit) {
    case "Day":
      return { matches: (number) => (number - startDay) % every === 0, offset: 0 };
    case "Week":
      return { matches: weekly(every, startDay, rest.join("").split(",")), offset: 0 };
    case "Month":
      return monthly(every, civil.dayOf(startDay), rest);
    default:
      throw new Error(`not a unit: ${unit}`);
  }
}

function weekly(every: number, startDay: number, days: readonly string[]) {
  const sundayBefore = startDay - civil.dayOf(startDay).weekday;
  const wanted = days[0] === "" ? [names[civil.dayOf(startDay).weekday]] : days;
  return (number: number): boolean =>
    Math.floor((number - sundayBefore) / 7) % every === 0 &&
    wanted.includes(names[civil.dayOf(number).weekday] ?? "");
}

function monthly(every: number, start: civil.CivilDay, rest: readonly string[]): Matcher {
  const inTurn = ({ year, month }: civil.CivilDay): boolean =>
    (year * 12 + month - start.year * 12 - start.month) % every === 0;
  const [first = "", weekday, offsetText] = rest;
  if (weekday === undefined) {
    const dates = first === "" ? [start.day] : first.split(",").map((day) => Number(day.slice(3)));
    return {
      matches: (number) => inTurn(civil.dayOf(number)) && dates.includes(civil.dayOf(number).day),
      offset: 0,
    };
  }
  const offset = Number(/^Offset(-?[1-6])$/.exec(offsetText ?? "Offset0")?.[1] ?? 0);
  if ((offset !== 0) !== (offsetText !== undefined) || !names.includes(weekday)) {
    throw new Error(`not a recurrence: ${rest.join(" ")}`);
  }
  const turn = first === "Last" ? "last" : orders.indexOf(first) + 1;
  return {
    matches: (number) => {
      const day = civil.dayOf(number);
      return inTurn(day) && names[day.weekday] === weekday && civil.isTurn(day, turn);
    },
    offset,
  };
}
