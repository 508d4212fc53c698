import { z } from "zod";
import { choice } from "./fields/choice.js";
import { duration } from "./fields/duration.js";
import { advisory, reference } from "./fields/text.js";
import { localDateTime, timeZone } from "./fields/time.js";

/** What an emergency does not override unless it says so. */
export const overridable = ["freeze", "deferral"] as const;

/** Patching at short notice, once. */
export const emergency = z
  .strictObject({
    advisory: advisory.describe("The advisory that asks for it, such as CVE-2026-12345."),
    groups: z
      .array(reference("production"))
      .min(1)
      .describe("The patch groups, in the order in which they are patched, one after the other."),
    notBefore: localDateTime.describe("The earliest local start, YYYY-MM-DDTHH:MM."),
    timeZone: timeZone.describe("IANA time zone of that start."),
    duration: duration
      .describe(
        "How long each group's window is open; the catalog's emergencyDuration when absent.",
      )
      .optional(),
    despite: z
      .array(choice("what it overrides", overridable))
      .describe("What stands in its way and is overridden knowingly: freeze, deferral.")
      .optional(),
  })
  .describe("Patching at short notice, once. It is gone once the planning date has passed it.");
