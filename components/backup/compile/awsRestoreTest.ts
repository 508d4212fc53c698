import type { RestoreTest } from "../../service/backup/restoreTest.js";
import { touchingChange } from "../../service/time/touchedHours.js";
import { type Rendering, rendered } from "./rendering.js";

/** When a restore testing plan of AWS Backup runs. */
export interface AwsRestoreTest {
  /** `cron(minutes hours day-of-month month day-of-week year)`. */
  readonly scheduleExpression: string;
  /** IANA name. */
  readonly scheduleExpressionTimezone: string;
  /** Whole hours, 1 to 168. */
  readonly startWindowHours: number;
}

/** A restore test in the form of AWS Backup. */
export function compileAwsRestoreTest(test: RestoreTest): Rendering<AwsRestoreTest> {
  const { every, week, weekday, start, durationMinutes, timeZone } = test;
  const [hour = "", minute = ""] = start.split(":");
  const day = weekday.slice(0, 3).toUpperCase();
  const turn = { first: "#1", second: "#2", third: "#3", fourth: "#4", last: "L" }[week];
  const months = every === "month" ? "*" : "1/3";
  return rendered(
    [
      durationMinutes % 60 !== 0 && "AWS Backup tests restores within whole hours.",
      touchingChange(start, timeZone) !== undefined &&
        `AWS Backup does not say what it does at ${start} when the clocks of ${timeZone} change.`,
    ],
    () => ({
      scheduleExpression: `cron(${Number(minute)} ${Number(hour)} ? ${months} ${day}${turn} *)`,
      scheduleExpressionTimezone: timeZone,
      startWindowHours: durationMinutes / 60,
    }),
  );
}
