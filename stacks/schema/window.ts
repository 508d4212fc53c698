import { z } from "zod";
import { maximumOffsetDays, weekdays, weeks } from "../../components/service/window.js";
import { choice, whole } from "./fields/choice.js";
import { duration } from "./fields/duration.js";
import { timeOfDay, timeZone } from "./fields/time.js";

/** A maintenance window: the nth weekday of a month, plus days. */
export const window = z
  .strictObject({
    week: choice("a week of a month", weeks).describe(
      "Which one of the weekdays of a month: `second` with `tuesday` is the patch day of Microsoft.",
    ),
    weekday: choice("a weekday", weekdays).describe("The weekday from which the days are counted."),
    offsetDays: whole("a number of days", 0, maximumOffsetDays)
      .default(0)
      .describe("Days after that weekday, 0 to 20: the second Tuesday plus 2 is a Thursday."),
    start: timeOfDay.describe(
      "Local start, HH:MM. Not within the hours that the time zone's clock changes skip or repeat.",
    ),
    duration: duration.describe("How long the window is open: 30m to 24h."),
    timeZone: timeZone.describe("IANA time zone of the start, such as Europe/Berlin."),
  })
  .describe("When the provider may interrupt servers, once in every month.");

/** A window as it is written. */
export type WindowInput = z.output<typeof window>;
