import { z } from "zod";
import { date } from "./fields/time.js";

/** Days on which nothing regular may touch a server. */
export const freeze = z
  .strictObject({
    from: date.describe("The first day, YYYY-MM-DD, in the time zone of each window."),
    to: date.describe("The last day, YYYY-MM-DD; it belongs to the freeze."),
  })
  .describe("Days on which no window may open.");
