import { type CivilDay, dayLength, dayOf, daysOf, type Range, within } from "./civil.js";
import { instantsOf } from "./zoneClock.js";

/** The times at which a calendar event of systemd elapses; what the clocks skip is left out. */
export function systemdRuns(event: string, range: Range): readonly number[] {
  const { isDay, times, zone } = parse(event);
  const runs = daysOf(range)
    .filter((number) => isDay(dayOf(number)))
    .flatMap((number) => times.map((time) => number * dayLength + time))
    .flatMap((wall) => instantsOf(wall, zone).slice(0, 1));
  return within(runs, range);
}

interface Event {
  readonly isDay: (day: CivilDay) => boolean;
  readonly times: readonly number[];
  readonly zone: string;
}

const shorthands: Readonly<Record<string, string>> = {
  hourly: "*-*-* *:00:00",
  daily: "*-*-* 00:00:00",
  monthly: "*-*-01 00:00:00",
  weekly: "Mon *-*-* 00:00:00",
  yearly: "*-01-01 00:00:00",
  quarterly: "*-01,04,07,10-01 00:00:00",
  semiannually: "*-01,07-01 00:00:00",
};

function parse(event: string): Event {
  const words = event
    .trim()
    .split(/\s+/)
    .flatMap((word) => (shorthands[word] ?? word).split(" "));
  const take = (form: RegExp): string | undefined => {
    const index = words.findIndex((word) => form.test(word));
    return index < 0 ? undefined : words.splice(index, 1)[0];
  };
  const weekdays = take(/^(mon|tue|wed|thu|fri|sat|sun)[a-z.,]*$/i);
  const time = take(/:/) ?? "00:00:00";
  const date = take(/^[\d*]/) ?? "*-*-*";
  const zone = take(/^[A-Z]/) ?? "UTC";
  if (words.length > 0) {
    throw new Error(`not a calendar event: ${event}`);
  }
  return { isDay: both(weekdayMatcher(weekdays), dateMatcher(date)), times: timesOf(time), zone };
}

type DayMatcher = (day: CivilDay) => boolean;

const both =
  (a: DayMatcher, b: DayMatcher): DayMatcher =>
  (day) =>
    a(day) && b(day);

const weekdayOrder = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

function weekdayMatcher(text: string | undefined): DayMatcher {
  if (text === undefined) {
    return () => true;
  }
  const index = (name: string): number => weekdayOrder.indexOf(name.slice(0, 3).toLowerCase());
  const allowed = new Set(
    text
      .split(",")
      .filter((part) => part !== "")
      .flatMap((part) => {
        const [from = "", to = from] = part.split("..");
        return weekdayOrder.slice(index(from), index(to) + 1);
      }),
  );
  return ({ weekday }) => allowed.has(weekdayOrder[(weekday + 6) % 7] ?? "");
}

function dateMatcher(text: string): DayMatcher {
  const [, yearText = "*", monthText = "*", mark = "-", dayText = "*"] =
    /^(?:([^-~]+)-)?([^-~]+)([-~])([^-~]+)$/.exec(text) ?? [];
  const isYear = component(yearText, 1970, 2199, shortYear);
  const isMonth = component(monthText, 1, 12);
  const isDay = component(dayText, 1, 31, undefined, mark === "~");
  return ({ year, month, day, daysInMonth }) =>
    isYear(year) && isMonth(month) && isDay(mark === "~" ? daysInMonth - day + 1 : day);
}

const shortYear = (year: number): number => (year < 70 ? 2000 + year : year);

function timesOf(text: string): readonly number[] {
  const [hours = "", minutes = "", seconds = "00"] = text.split(":");
  const list = (part: string, count: number): readonly number[] => {
    const matches = component(part, 0, count - 1);
    return Array.from({ length: count }, (_, index) => index).filter(matches);
  };
  return list(hours, 24).flatMap((hour) =>
    list(minutes, 60).flatMap((minute) =>
      list(seconds, 60).map((second) => ((hour * 60 + minute) * 60 + second) * 1000),
    ),
  );
}

/** One component: `*`, values, `a..b`, each with `/step`. From the end, `~07/1` counts down. */
function component(
  text: string,
  first: number,
  last: number,
  read: (value: number) => number = (value) => value,
  fromEnd = false,
): (value: number) => boolean {
  const allowed = new Set(
    text.split(",").flatMap((part) => {
      const [range = "", step] = part.split("/");
      const [low = "", high] = range.split("..");
      const from = low === "*" ? first : read(Number(low));
      const end = low === "*" || step !== undefined ? last : from;
      const to = high === undefined ? end : read(Number(high));
      const size = Number(step ?? 1);
      if (Number.isNaN(from + to + size) || to < from) {
        throw new Error(`not a component: ${part}`);
      }
      return fromEnd && step !== undefined && high === undefined
        ? steps(from, first, -size)
        : steps(from, to, size);
    }),
  );
  return (value) => allowed.has(value);
}

function steps(from: number, to: number, size: number): readonly number[] {
  const count = Math.floor((to - from) / size) + 1;
  return Array.from({ length: count }, (_, index) => from + index * size);
}
