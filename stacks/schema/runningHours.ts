import { z } from "zod";
import { weekdays } from "../../components/service/window.js";
import { choice } from "./fields/choice.js";
import { timeOfDay, timeZone } from "./fields/time.js";

/** The word of a server for which no scheduler decides; no running hours have this name. */
export const always = "always";

/** Hours in which an instance scheduler keeps servers running. */
export const runningHours = z
  .strictObject({
    days: z
      .array(choice("a weekday", weekdays))
      .min(1)
      .describe("The days on which the hours begin, such as [monday, friday]."),
    start: timeOfDay.describe("Local start, HH:MM."),
    end: timeOfDay.describe("Local end, HH:MM; on the next day when it is not after the start."),
    timeZone: timeZone.describe("IANA time zone of both, such as Europe/Berlin."),
  })
  .describe("Hours in which an instance scheduler of the provider keeps servers running.");
