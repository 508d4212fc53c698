import { Temporal } from "temporal-polyfill";
import { planningInstant } from "../../components/service/time/instants.js";
import { openings, type ScheduledOpening } from "../../components/service/time/openings.js";
import type { Estate, PatchGroup } from "../../stacks/schema/model.js";

/** One opening of a patch group's window. */
export interface CalendarEntry {
  /** The same for the same opening of the same group, wherever it moves. */
  readonly uid: string;
  readonly stack: string;
  readonly customer: string;
  readonly group: string;
  /** Name of the window in the catalog. */
  readonly window: string;
  readonly kind: ScheduledOpening["kind"];
  /** Why it is not a regular opening: the reason of the move, the advisory. */
  readonly reason?: string;
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
  const byOpening = new Map<string, CalendarEntry>();
  for (const group of Object.values(estate.patchGroups)) {
    for (const entry of entriesOf(estate, group, span)) {
      // Servers that were put off are in groups of their own, and are patched with the others.
      const key = `${entry.uid} ${entry.start.toString()}`;
      const servers = [...(byOpening.get(key)?.servers ?? []), ...entry.servers].sort();
      byOpening.set(key, { ...entry, servers });
    }
  }
  return [...byOpening.values()].sort(
    (a, b) => Temporal.Instant.compare(a.start, b.start) || (a.group < b.group ? -1 : 1),
  );
}

function entriesOf(estate: Estate, group: PatchGroup, { from, until }: Span) {
  const { base, window, schedule } = group;
  const { stack, customer } = estate;
  const opened = membersOf(estate, group).length === 0 ? [] : openings(schedule, from, until);
  return opened.flatMap((opening): CalendarEntry[] => {
    const { kind, reason, start, end } = opening;
    const servers = membersOf(estate, group, start);
    const entry = {
      uid: `${stack}.${base}.${occasionOf(opening, group)}@comanaged`,
      ...{ stack, customer: customer.name, group: base, window: window.name },
      ...{ kind, ...(reason !== undefined && { reason }) },
      ...{ start, end, timeZone: window.timeZone, servers },
    };
    return servers.length === 0 ? [] : [entry];
  });
}

/** The names of a group's servers, ascending; at an instant, without those retired until then. */
export function membersOf(
  { servers }: Estate,
  { name, window }: PatchGroup,
  at?: Temporal.Instant,
): readonly string[] {
  const day = at?.toZonedDateTimeISO(window.timeZone).toPlainDate().toString() ?? "";
  return servers
    .filter(({ patchGroup, retirement }) => {
      const isThere = retirement === undefined || day < retirement.from;
      return patchGroup === name && isThere;
    })
    .map((server) => server.name)
    .sort();
}

/** What stays the same of an opening when it moves: its month, or the advisory. */
function occasionOf({ date, reason }: ScheduledOpening, { window }: PatchGroup): string {
  return date === undefined
    ? `${reason ?? ""}`.toLowerCase()
    : Temporal.PlainDate.from(date)
        .subtract({ days: window.offsetDays })
        .toPlainYearMonth()
        .toString();
}

/** An instant as the clock on a wall shows it, such as `2026-12-15 21:00`. */
export function local(instant: Temporal.Instant, timeZone: string): string {
  const shown = instant.toZonedDateTimeISO(timeZone).toPlainDateTime();
  return shown.toString({ smallestUnit: "minute" }).replace("T", " ");
}
