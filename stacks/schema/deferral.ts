import { z } from "zod";
import { email, line, reference, serverName } from "./fields/text.js";
import { date } from "./fields/time.js";

/** Who wants something, who allows it, and why. */
export const decision = {
  reason: line.describe("Why, as reports print it."),
  requester: email.describe("Who asks for it."),
  approver: email.describe("Who allows it: one of the catalog's approvers, not the requester."),
};

/** Days on which a customer wants no patches. */
export const deferral = z
  .strictObject({
    server: serverName.describe("The server, or name a group.").optional(),
    group: reference("production").describe("The patch group, or name a server.").optional(),
    from: date.describe("The first day without patches, YYYY-MM-DD."),
    until: date.describe("The last day without patches; the catalog says how many there can be."),
    ...decision,
  })
  .describe("Days on which a server or a group is not patched; it ends by itself.");

/** Leave to change openings whose lead time has begun. */
export const approval = z
  .strictObject({
    group: reference("production").describe("The patch group whose openings change."),
    openings: z
      .array(date)
      .min(1)
      .describe("The local dates of the openings that change: those announced and the new ones."),
    until: date.describe("The last planning date on which the approval is in force."),
    ...decision,
  })
  .describe("Leave to change openings of a window at less notice than the catalog promises.");
