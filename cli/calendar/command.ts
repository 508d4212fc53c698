import { readdirSync } from "node:fs";
import { Command } from "commander";
import { Temporal } from "temporal-polyfill";
import type { Estate } from "../../stacks/schema/model.js";
import { readCatalog, readEstate } from "../../stacks/schema/read.js";
import { siteStack } from "../gate/touched.js";
import { instant } from "../instant.js";
import { type BackupEntry, backupEntries, backupTable } from "./backups.js";
import { type Chosen, checkChosen, onlyChosen } from "./chosen.js";
import { type CalendarEntry, calendarEntries, spanOf } from "./entries.js";
import { type EstateCalendar, writeCalendars } from "./files.js";
import { endingSoon, type Horizon, horizonsOf, linesOf } from "./horizons.js";
import { type Mute, mutesOf } from "./mutes.js";
import { type Pause, pausesOf } from "./pauses.js";
import { jsonOf, tableOf } from "./table.js";
import { wholeDays } from "./wholeDays.js";

const ending = ".estate.yaml";

type CalendarLine = Pick<CalendarEntry, "group" | "servers">;

interface Options extends Chosen {
  readonly backups?: boolean;
  readonly days: number;
  readonly ics?: string;
  readonly json?: boolean;
  readonly stacks: string;
  readonly now: Temporal.Instant;
}

/** `comanaged calendar`: when which servers are patched, from each estate's planning date on. */
export function calendarCommand(): Command {
  return new Command("calendar")
    .description("show the next maintenance windows, or write them; 1 when too few are planned")
    .option("--days <number>", "days from the planning date of each estate", wholeDays, 90)
    .option("--ics <folder>", "write a calendar for each estate and one for the operators")
    .option("--server <name>", "print only what is about this server")
    .option("--group <name>", "print only what is about this patch group")
    .option("--backups", "print backups, their copies and restore tests as well")
    .option("--json", "print JSON instead of a table")
    .option("--stacks <folder>", "folder of the catalog and the estates", "stacks")
    .option("--now <instant>", "another time than now", instant, Temporal.Now.instant())
    .action(({ days, ics, json, stacks, now, backups, ...chosen }: Options) => {
      const calendars = readCalendars(stacks, days);
      checkChosen(
        chosen,
        calendars.map(({ estate }) => estate),
      );
      const all = <Line extends CalendarLine>(
        linesOf: (calendar: FullCalendar) => readonly Line[],
      ) => onlyChosen(calendars.flatMap(linesOf), chosen);
      const entries = all((calendar) => calendar.entries);
      const pauses = all((calendar) => calendar.pauses);
      const mutes = all((calendar) => calendar.mutes);
      const horizons = all((calendar) => calendar.horizons);
      const made = backups === true ? backupsOf(stacks, calendars, chosen) : [];
      console.log(
        json === true
          ? jsonOf([...entries, ...pauses, ...mutes, ...horizons, ...made])
          : [tableOf(entries, pauses), ...backupTable(made), ...linesOf(horizons)].join("\n"),
      );
      for (const finding of endingSoon(horizons, now)) {
        console.error(finding);
        process.exitCode = 1;
      }
      for (const leftover of calendars.flatMap((calendar) => calendar.leftovers)) {
        console.error(leftover);
      }
      if (ics !== undefined) {
        for (const file of writeCalendars(ics, calendars)) {
          console.error(`wrote ${file}`);
        }
      }
    });
}

/**
 * The backups of all estates and of the platform's own systems, or those of one server; a patch
 * group has none of its own.
 */
function backupsOf(
  folder: string,
  calendars: readonly FullCalendar[],
  { server, group }: Chosen,
): readonly BackupEntry[] {
  const [first] = calendars;
  if (group !== undefined || first === undefined) {
    return [];
  }
  const { platformSystems } = readCatalog(folder);
  const own = backupEntries({ stack: siteStack, servers: platformSystems }, first.span);
  return [...calendars.flatMap(({ estate, span }) => backupEntries(estate, span)), ...own].filter(
    ({ servers }) => server === undefined || servers.includes(server),
  );
}

/** The calendar of an estate with what does not happen, and what its file can lose. */
interface FullCalendar extends EstateCalendar {
  readonly pauses: readonly Pause[];
  readonly mutes: readonly Mute[];
  readonly horizons: readonly Horizon[];
  readonly leftovers: readonly string[];
  readonly estate: Estate;
}

/** The calendars of all estates in a folder, in the order of their names. */
export function readCalendars(folder: string, days: number): readonly FullCalendar[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .sort()
    .map((file) => {
      const { estate } = readEstate(folder, file.slice(0, -ending.length));
      const { stack, customer, asOf } = estate;
      const span = spanOf(asOf, days);
      return {
        ...{ stack, customer: customer.name, span, estate },
        entries: calendarEntries(estate, span),
        pauses: pausesOf(estate, span),
        mutes: mutesOf(estate, span),
        horizons: horizonsOf(estate),
        leftovers: estate.leftovers.map((leftover) => `${file}: ${leftover}`),
      };
    });
}
