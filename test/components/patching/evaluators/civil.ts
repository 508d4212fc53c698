/** Civil dates as day numbers since 1970-01-01, and nothing but arithmetic. */
export const dayLength = 86_400_000;

/** A day as a calendar shows it. */
export interface CivilDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly daysInMonth: number;
}

const table = new Map<number, CivilDay>();

/** The calendar's view of a day number. */
export function dayOf(number: number): CivilDay {
  const known = table.get(number);
  if (known !== undefined) {
    return known;
  }
  const date = new Date(number * dayLength);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const view = { year, month, day: date.getUTCDate(), weekday: date.getUTCDay(), daysInMonth };
  table.set(number, view);
  return view;
}

/** Whether a day is the nth of its weekday in the month, 1 to 5, or the last. */
export function isTurn({ day, daysInMonth }: CivilDay, turn: number | "last"): boolean {
  return turn === "last" ? day + 7 > daysInMonth : Math.ceil(day / 7) === turn;
}

/** Epoch milliseconds of a local `YYYY-MM-DD?hh:mm[:ss]`, as if the place were Greenwich. */
export function wallTime(text: string): number {
  const match = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)/.exec(text);
  if (match === null) {
    throw new Error(`not a local time: ${text}`);
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute);
}

/** An instant range; the end does not belong to it. */
export interface Range {
  readonly from: number;
  readonly until: number;
}

/** The day numbers that a range touches in any zone, and those from which rules count up to it. */
export function daysOf({ from, until }: Range): readonly number[] {
  const first = Math.floor(from / dayLength) - 8;
  const last = Math.ceil(until / dayLength) + 2;
  if (recent[0] !== first || recent.at(-1) !== last - 1) {
    recent = Array.from({ length: last - first }, (_, index) => first + index);
  }
  return recent;
}

let recent: readonly number[] = [];

/** Instants of a range, each once, ascending. */
export const within = (instants: readonly number[], { from, until }: Range): readonly number[] =>
  [...new Set(instants.filter((at) => from <= at && at < until))].sort((a, b) => a - b);
