import { z } from "zod";
import { decision } from "./deferral.js";
import { date } from "./fields/time.js";

/** Leave to lock the vault of a backup class for good. */
export const vaultLock = z
  .strictObject({
    from: date.describe("The first planning date on which the vault is locked, YYYY-MM-DD."),
    ...decision,
  })
  .describe("Leave to lock the vault of a class for good: nobody can ever take that back.");
