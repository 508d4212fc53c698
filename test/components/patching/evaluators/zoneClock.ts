import { dayLength } from "./civil.js";

interface Span {
  readonly from: number;
  readonly offset: number;
}

const firstSample = Date.UTC(2016, 6, 1);
/** No zone changes its clocks twice in so short a time. */
const step = 3 * dayLength;
const lastSample = Date.UTC(2039, 0, 1);
const spans = new Map<string, readonly Span[]>();

/**
 * The instants at which a clock on the wall shows a time: mostly one, none where the clocks skip
 * it, two where they repeat it. Offsets are read from Intl's formatter, every few days.
 */
export function instantsOf(wall: number, timeZone: string): readonly number[] {
  const list = spansOf(timeZone);
  // No zone is more than a day away from Greenwich.
  const first = Math.max(0, indexAt(list, wall - dayLength));
  const last = Math.max(0, indexAt(list, wall + dayLength));
  return list.slice(first, last + 1).flatMap(({ from, offset }, index) => {
    const at = wall - offset;
    const until = list[first + index + 1]?.from ?? Number.POSITIVE_INFINITY;
    return (first + index === 0 || from <= at) && at < until ? [at] : [];
  });
}

/** The index of the span of an instant; -1 before the first. */
function indexAt(list: readonly Span[], at: number): number {
  let [low, high] = [-1, list.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    [low, high] = (list[middle]?.from ?? 0) <= at ? [middle, high] : [low, middle - 1];
  }
  return low;
}

/** The time that a clock on the wall shows at an instant. */
export function wallAt(at: number, timeZone: string): number {
  const list = spansOf(timeZone);
  return at + (list[Math.max(0, indexAt(list, at))]?.offset ?? 0);
}

/** The one instant of a wall time; a scheduler says nothing about the others. */
export function onlyInstant(wall: number, timeZone: string): number {
  const [at, ...more] = instantsOf(wall, timeZone);
  if (at === undefined || more.length > 0) {
    throw new Error(`undocumented: ${new Date(wall).toISOString()} in ${timeZone}`);
  }
  return at;
}

function spansOf(timeZone: string): readonly Span[] {
  const list = spans.get(timeZone) ?? readSpans(timeZone);
  spans.set(timeZone, list);
  return list;
}

function readSpans(timeZone: string): readonly Span[] {
  const read = offsetReader(timeZone);
  const list: Span[] = [{ from: firstSample, offset: read(firstSample) }];
  for (let at = firstSample + step; at <= lastSample; at += step) {
    const offset = read(at);
    if (offset !== list.at(-1)?.offset) {
      list.push({ from: changeBefore(at, offset, read), offset });
    }
  }
  return list;
}

/** The minute at which the offset became what it is. */
function changeBefore(at: number, offset: number, read: (at: number) => number): number {
  let [before, after] = [at - step, at];
  while (after - before > 60_000) {
    const middle = Math.floor((before + after) / 120_000) * 60_000;
    [before, after] = read(middle) === offset ? [before, middle] : [middle, after];
  }
  return after;
}

function offsetReader(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  return (at) => {
    const [, sign, hours = 0, minutes = 0] =
      /GMT(?:([+-])(\d\d):(\d\d))?/.exec(format.format(at)) ?? [];
    const size = (Number(hours) * 60 + Number(minutes)) * 60_000;
    return sign === "-" ? -size : size;
  };
}
