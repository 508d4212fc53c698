import { z } from "zod";
import { reference } from "./fields/text.js";
import { date } from "./fields/time.js";

/** The end of a whole estate. */
export const destruction = z
  .strictObject({
    estate: reference("chemistry").describe("The name of this estate, as its file is called."),
    until: date.describe("The last planning date on which it is in force."),
  })
  .describe(
    "Lifts the protection of every server, so that `pulumi destroy` takes the whole estate; servers in production need their own `confirm` besides.",
  );
