import type { SsmWindow } from "../../../../components/patching/compile/awsWindow.js";
import * as civil from "./civil.js";
import { onlyInstant } from "./zoneClock.js";

/** When a window of Systems Manager runs. */
export interface AwsLife extends civil.Range {
  /** Instant of the window's creation; cron days before it do not count. */
  readonly createdAt?: number;
}

/** A window as Systems Manager takes it; without a time zone it means UTC. */
type Window = Omit<SsmWindow, "scheduleTimezone"> & Partial<SsmWindow>;

/** The starts of a Systems Manager maintenance window. */
export function awsRuns(window: Window, life: AwsLife): readonly number[] {
  const zone = window.scheduleTimezone ?? "UTC";
  const once = /^at\((.+)\)$/.exec(window.schedule);
  if (once !== null) {
    return civil.within([onlyInstant(civil.wallTime(once[1] ?? ""), zone)], life);
  }
  const start = window.startDate === undefined ? -Infinity : Date.parse(window.startDate);
  const end = window.endDate === undefined ? Infinity : Date.parse(window.endDate);
  const runs = cronWallTimes(window.schedule, life).flatMap((wall) => {
    const run = wall + (window.scheduleOffset ?? 0) * civil.dayLength;
    if (life.createdAt !== undefined && onlyInstant(wall, zone) < life.createdAt) {
      return [];
    }
    return [onlyInstant(run, zone)].filter(
      (at) => onlyInstant(wall, zone) >= start && start <= at && at < end,
    );
  });
  return civil.within(runs, life);
}

/** The wall times of `cron(minutes hours day-of-month month day-of-week year)` around a range. */
export function cronWallTimes(schedule: string, range: civil.Range): readonly number[] {
  const fields = /^cron\((.+)\)$/.exec(schedule)?.[1]?.split(/\s+/) ?? [];
  const [minutes = "", hours = "", date = "", months = "", weekdays = "", years = ""] = fields;
  if (fields.length !== 6 || (date === "?") === (weekdays === "?")) {
    throw new Error(`not six fields with one question mark: ${schedule}`);
  }
  const isMonth = member(months, 1, 12, monthNames);
  const isYear = member(years, 1970, 2199, []);
  const isDate = date === "?" ? () => true : dates(date);
  const isWeekday = weekdays === "?" ? () => true : weekdayMatcher(weekdays);
  const times = numbers(hours, 0, 23, []).flatMap((hour) =>
    numbers(minutes, 0, 59, []).map((minute) => (hour * 60 + minute) * 60_000),
  );
  return civil
    .daysOf(range)
    .filter((number) => {
      const day = civil.dayOf(number);
      return isYear(day.year) && isMonth(day.month) && isDate(day) && isWeekday(day);
    })
    .flatMap((number) => times.map((time) => number * civil.dayLength + time));
}

const monthNames = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const weekdayNames = "SUN MON TUE WED THU FRI SAT".split(" ");

function dates(field: string): (day: civil.CivilDay) => boolean {
  if (field === "L") {
    return ({ day, daysInMonth }) => day === daysInMonth;
  }
  const isDate = member(field, 1, 31, []);
  return ({ day }) => isDate(day);
}

function weekdayMatcher(field: string): (day: civil.CivilDay) => boolean {
  const nth = /^(\w+)#([1-5])$/.exec(field);
  if (nth !== null) {
    const weekday = value(nth[1] ?? "", weekdayNames) - 1;
    return (day) => day.weekday === weekday && civil.isTurn(day, Number(nth[2]));
  }
  const last = /^([1-7]|[A-Z]{3})L$/.exec(field);
  if (last !== null) {
    const weekday = value(last[1] ?? "", weekdayNames) - 1;
    return (day) => day.weekday === weekday && civil.isTurn(day, "last");
  }
  const isWeekday = member(field, 1, 7, weekdayNames);
  return ({ weekday }) => isWeekday(weekday + 1);
}

function member(field: string, first: number, last: number, names: readonly string[]) {
  const allowed = new Set(numbers(field, first, last, names));
  return (number: number): boolean => allowed.has(number);
}

function numbers(field: string, first: number, last: number, names: readonly string[]) {
  return field.split(",").flatMap((part) => {
    const [range = "", step] = part.split("/");
    const [low, high] = range === "*" ? [first, last] : range.split("-");
    const from = typeof low === "number" ? low : value(low ?? "", names);
    const single = step === undefined ? from : last;
    const to = high === undefined ? single : typeof high === "number" ? high : value(high, names);
    if (!(first <= from && from <= to && to <= last)) {
      throw new Error(`outside ${first} to ${last}: ${field}`);
    }
    const size = Number(step ?? 1);
    return Array.from({ length: Math.floor((to - from) / size) + 1 }, (_, i) => from + i * size);
  });
}

function value(text: string, names: readonly string[]): number {
  const index = names.indexOf(text);
  return index < 0 ? Number(text) : index + 1;
}
