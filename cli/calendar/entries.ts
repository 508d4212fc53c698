import { Temporal } from "temporal-polyfill";
import { planningInstant } from "../../components/service/time/instants.js";
import { openings } from "../../components/service/time/openings.js";
import type { Estate, PatchGroup } from "../../stacks/schema/model.js";

/** One opening of a patch group's window. */
export interface CalendarEntry {
  /** The same for the same month of the same group, wherever the window moves in it. */
  readonly uid: string;
  readonly stack: string;
  readonly customer: string;
  readonly group: string;
  /** Name of the window in the catalog. */
  readonly window: string;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly timeZone: string;
  /** Names of the servers, ascending. */
  readonly servers: readonly string[];
}

/** The days from the planning date that a calendar covers, in UTC. */
export interface Span {
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
}

/** The span of so many days from a planning date. */
export function spanOf(asOf: string, days: number): Span {
  const end = Temporal.PlainDate.from(asOf).add({ days }).toString();
  return { from: planningInstant(asOf, "UTC"), until: planningInstant(end, "UTC") };
}

/** The openings of an estate's patch groups, ascending. Groups without servers have none. */
export function calendarEntries(estate: Estate, span: Span): readonly CalendarEntry[] {
  return Object.values(estate.patchGroups)
    .flatMap((group) => entriesOf(estate, group, span))
    .sort((a, b) => Temporal.Instant.compare(a.start, b.start) || (a.group < b.group ? -1 : 1));
}

function entriesOf(estate: Estate, group: PatchGroup, { from, until }: Span) {
  const servers = estate.servers
    .filter(({ patchGroup }) => patchGroup === group.name)
    .map(({ name }) => name)
    .sort();
  if (servers.length === 0) {
    return [];
  }
  const { timeZone, offsetDays } = group.window;
  return openings(group.schedule, from, until).map(({ start, end }): CalendarEntry => {
    const counted = start.toZonedDateTimeISO(timeZone).toPlainDate().subtract({ days: offsetDays });
    const month = counted.toPlainYearMonth().toString();
    const { stack, customer } = estate;
    return {
      uid: `${stack}.${group.name}.${month}@comanaged`,
      ...{ stack, customer: customer.name, group: group.name, window: group.window.name },
      ...{ start, end, timeZone, servers },
    };
  });
}

/** An instant as the clock on a wall shows it, such as `2026-12-15 21:00`. */
export function local(instant: Temporal.Instant, timeZone: string): string {
  const shown = instant.toZonedDateTimeISO(timeZone).toPlainDateTime();
  return shown.toString({ smallestUnit: "minute" }).replace("T", " ");
}
