import { z } from "zod";
import { choice } from "./fields/choice.js";
import { line } from "./fields/text.js";
import { date, localDateTime } from "./fields/time.js";

/** What happens to one opening of a group's window only. */
export const windowException = z
  .strictObject({
    action: choice("what happens to an opening", ["skip", "move"]).describe(
      "skip leaves the opening out, move puts it to another time.",
    ),
    opening: date.describe("The local date of the regular opening, YYYY-MM-DD."),
    to: localDateTime
      .describe("The new local start, in the time zone of the window; with move.")
      .optional(),
    reason: line.describe("Why, as calendars and notices print it."),
  })
  .describe("One opening of the window that is left out or happens at another time.");
