import type { MecmSchedule } from "../../../../components/patching/compile/mecmSchedule.js";
import {
  type CivilDay,
  civil,
  dayLength,
  daysOf,
  isLastInMonth,
  type Range,
  turnInMonth,
  wallTime,
  within,
} from "./civil.js";
import { onlyInstant } from "./zoneClock.js";

const names = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const orders = ["Last", "First", "Second", "Third", "Fourth"];

/** The starts of a Configuration Manager schedule token on a server in a time zone. */
export function mecmRuns(
  token: Omit<MecmSchedule, "key">,
  serverTimeZone: string,
  range: Range,
): readonly number[] {
  const zone = token.isUtc ? "UTC" : serverTimeZone;
  const start = wallTime(token.start);
  const startDay = Math.floor(start / dayLength);
  const { recurrence } = token;
  const offset = "offsetDay" in recurrence ? recurrence.offsetDay : 0;
  if (offset < 0 || offset > 6) {
    throw new Error(`offset ${offset}`);
  }
  const days = "nonrecurring" in recurrence ? [startDay] : daysOf(range);
  const runs = days
    .map((number) => number - offset)
    .filter((number) => number >= startDay && isCounted(number, startDay, recurrence))
    .map((number) => onlyInstant((number + offset - startDay) * dayLength + start, zone));
  return within(runs, range);
}

function isCounted(
  number: number,
  startDay: number,
  recurrence: MecmSchedule["recurrence"],
): boolean {
  if ("nonrecurring" in recurrence) {
    return number === startDay;
  }
  const day = civil(number);
  if (names[day.weekday] !== recurrence.dayOfWeek) {
    return false;
  }
  if (!("weekOrder" in recurrence)) {
    const sunday = (any: number): number => any - civil(any).weekday;
    return ((sunday(number) - sunday(startDay)) / 7) % recurrence.recurCount === 0;
  }
  const order = orders.indexOf(recurrence.weekOrder);
  return (
    monthsBetween(civil(startDay), day) % recurrence.recurCount === 0 &&
    (order === 0 ? isLastInMonth(day) : turnInMonth(day) === order)
  );
}

const monthsBetween = (a: CivilDay, b: CivilDay): number =>
  (b.year - a.year) * 12 + b.month - a.month;
