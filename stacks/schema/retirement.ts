import { z } from "zod";
import { decision } from "./deferral.js";
import { date } from "./fields/time.js";

/** The end of a server's life. */
export const retirement = z
  .strictObject({
    from: date.describe("The first planning date on which the server is off, YYYY-MM-DD."),
    ...decision,
  })
  .describe(
    "The end of the server's life: off and cut off from a day on, reclaimable after the catalog's quarantine.",
  );
