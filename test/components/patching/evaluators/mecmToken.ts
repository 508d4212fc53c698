import type { MecmSchedule } from "../../../../components/patching/compile/mecmSchedule.js";
import * as civil from "./civil.js";
import { onlyInstant } from "./zoneClock.js";

const names = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const orders = ["Last", "First", "Second", "Third", "Fourth"];

/** The starts of a Configuration Manager schedule token on a server in a time zone. */
export function mecmRuns(
  token: Omit<MecmSchedule, "key">,
  serverTimeZone: string,
  range: civil.Range,
): readonly number[] {
  const zone = token.isUtc ? "UTC" : serverTimeZone;
  const start = civil.wallTime(token.start);
  const startDay = Math.floor(start / civil.dayLength);
  const { recurrence } = token;
  const offset = "offsetDay" in recurrence ? recurrence.offsetDay : 0;
  if (offset < 0 || offset > 6) {
    throw new Error(`offset ${offset}`);
  }
  const days = "nonrecurring" in recurrence ? [startDay] : civil.daysOf(range);
  const runs = days
    .map((number) => number - offset)
    .filter((number) => number >= startDay && isCounted(number, startDay, recurrence))
    .map((number) => onlyInstant((number + offset - startDay) * civil.dayLength + start, zone));
  return civil.within(runs, range);
}

function isCounted(
  number: number,
  startDay: number,
  recurrence: MecmSchedule["recurrence"],
): boolean {
  if ("nonrecurring" in recurrence) {
    return number === startDay;
  }
  const day = civil.dayOf(number);
  if (names[day.weekday] !== recurrence.dayOfWeek) {
    return false;
  }
  if (!("weekOrder" in recurrence)) {
    const sunday = (any: number): number => any - civil.dayOf(any).weekday;
    return ((sunday(number) - sunday(startDay)) / 7) % recurrence.recurCount === 0;
  }
  const order = orders.indexOf(recurrence.weekOrder);
  return (
    monthsBetween(civil.dayOf(startDay), day) % recurrence.recurCount === 0 &&
    civil.isTurn(day, order === 0 ? "last" : order)
  );
}

const monthsBetween = (a: civil.CivilDay, b: civil.CivilDay): number =>
  (b.year - a.year) * 12 + b.month - a.month;
