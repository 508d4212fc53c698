import { z } from "zod";
import { consistencies, lockPhases } from "../../components/service/backup/backupClass.js";
import { restoreTestPeriods } from "../../components/service/backup/restoreTest.js";
import { weekdays, weeks } from "../../components/service/window.js";
import { choice, whole } from "./fields/choice.js";
import { duration } from "./fields/duration.js";
import { line, name } from "./fields/text.js";
import { timeOfDay, timeZone } from "./fields/time.js";

/** The times from one backup to the next: those that divide a day, a day, and a week. */
export const intervals = ["1h", "2h", "3h", "4h", "6h", "8h", "12h", "24h", "7d"] as const;

const count = (noun: string, from: number, to: number) => whole(`a number of ${noun}`, from, to);

/** For how long backups are kept. */
const keep = z
  .strictObject({
    days: count("days", 7, 3650).describe("Days for which every backup is kept, 7 or more."),
    weeks: count("weeks", 1, 520)
      .describe("Weeks for which the first backup of each Sunday is kept.")
      .optional(),
    months: count("months", 1, 120)
      .describe("Months for which the first backup of each month is kept.")
      .optional(),
    years: count("years", 1, 30)
      .describe("Years for which the first backup of each year is kept.")
      .optional(),
  })
  .describe("For how long backups are kept; weeks, months and years come on top of the days.");

const copy = z
  .strictObject({
    within: duration
      .default("24h")
      .describe("The time from the end of a backup until its copy is there, such as 24h."),
    keep: keep.optional().describe("For how long copies are kept; as the backups when absent."),
  })
  .describe("A copy of every backup at another place.");

const restoreTest = z
  .strictObject({
    every: choice("a period", restoreTestPeriods).describe("How often restores are tested."),
    week: choice("a week of a month", weeks).describe("Which one of the weekdays of the month."),
    weekday: choice("a weekday", weekdays).describe("The day of the tests."),
    start: timeOfDay.describe("Local start, HH:MM, in the time zone of the class."),
    duration: duration.default("8h").describe("How long the tests may take, such as 8h."),
  })
  .describe("When a backup of every server is restored to see that it can be.");

/** How servers are backed up, how long that is kept, and what is promised. */
export const backupClass = z
  .strictObject({
    every: choice("a time between backups", intervals).describe(
      "The time from one backup to the next: hours that divide a day, 24h or 7d.",
    ),
    weekday: choice("a weekday", weekdays)
      .describe("The day of the backups, with `every: 7d` only.")
      .optional(),
    start: timeOfDay.describe("Local start, HH:MM; of several in a day any one of them."),
    timeZone: timeZone.describe("IANA time zone of the start, such as Europe/Berlin."),
    startWithin: duration
      .default("2h")
      .describe("The time within which a backup begins that is due; 2h when absent."),
    completeWithin: duration
      .default("4h")
      .describe("The time within which it is complete, from when it was due; 4h when absent."),
    keep,
    copies: z
      .record(name, copy)
      .default({})
      .describe("Copies by the place where they lie, which every platform's offer names."),
    lock: choice("a phase of a lock", lockPhases)
      .default("planned")
      .describe("armed: only administrators can delete backups early; locked: nobody can, ever."),
    consistency: choice("a consistency", consistencies)
      .default("application")
      .describe("application: wherever the platform can, crash elsewhere; crash: everywhere."),
    databases: line
      .describe("What was agreed on databases; they are not included when absent.")
      .optional(),
    rpo: duration
      .describe("The most work that a restore loses, as promised; computed when absent.")
      .optional(),
    rto: duration
      .describe("The longest that restoring a server takes, as promised; restores prove it.")
      .optional(),
    restoreTest: restoreTest.optional(),
  })
  .describe("How servers are backed up, how long that is kept, and what is promised.");

/** A backup class as it is written. */
export type BackupClassInput = z.output<typeof backupClass>;
